import { htmlReport } from '../../../src/export/htmlReport';
import type { Report } from '../../../src/shared/report/report';
import { embeddedWords } from '../../kit/words';

/** Saves a report again from the parts of the page that shows it; its policy names their hashes. */
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
  const sha256 = (text: string): string => hashes.get(text) ?? '';
  return htmlReport(report, { script, style, words: embeddedWords(), sha256 }, before);
}
