import { htmlReport } from '../../src/shared/report/htmlReport';
import type { Report } from '../../src/shared/report/report';

/** A saved report once more, from the parts of the page that shows it; its policy names their hashes. */
export function samePage(report: Report, before: Report | undefined): string {
  const script = document.querySelector('body > script:not([type])')?.textContent ?? '';
  const style = document.querySelector('head > style')?.textContent ?? '';
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  const [ofScript, ofStyle, ofNothing] = [
    ...(policy?.getAttribute('content') ?? '').matchAll(/'sha256-([^']+)'/g),
  ].map(([, hash]) => hash);
  const hashes = new Map([
    [script, ofScript],
    [style, ofStyle],
    ['', ofNothing],
  ]);
  return htmlReport(report, { script, style, sha256: (text) => hashes.get(text) ?? '' }, before);
}
