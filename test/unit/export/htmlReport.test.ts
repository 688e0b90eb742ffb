import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/export/htmlReport';
import type { Report } from '../../../src/shared/report/report';
import { smallReport } from '../cli/output/smallReport';

const hostile = (): Report => {
  const report = smallReport();
  const name = '</script><script>alert(1)</script> & "more"';
  return { ...report, model: { ...report.model, name } };
};
const scripts = (html: string): readonly string[] =>
  [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '');
const sha = (text: string): string => createHash('sha256').update(text).digest('base64');
const page = { script: 'run("</script><b>");', style: 'body { margin: 0 }', sha256: sha };

describe('htmlReport', () => {
  it('embeds the report so that it reads back unchanged', () => {
    const html = htmlReport(hostile(), page);
    const [, json] = /<script type="application\/json" id="skipscope-report">(.*?)<\/script>/.exec(
      html,
    )!;
    expect(JSON.parse(json!)).toEqual(hostile());
  });

  it('lets no text of a model become markup', () => {
    const html = htmlReport(hostile(), page);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('<title>&lt;/script&gt;&lt;script&gt;alert(1)');
  });

  it('allows the one script and the one style that it holds, by their hashes, and no other', () => {
    const html = htmlReport(smallReport(), page);
    const [script, ...others] = scripts(html);
    expect(others).toEqual([]);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    expect(policy).toContain(`script-src 'sha256-${sha(script!)}';`);
    expect(policy).toContain(`style-src 'sha256-${sha(page.style)}' `);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('carries translations along, as data, and is English without', () => {
    expect(htmlReport(smallReport(), page)).toContain('<html lang="en">');
    const words = { language: 'de', texts: { Export: '</script>Ausgeben' } };
    const html = htmlReport(smallReport(), { ...page, words });
    expect(html).toContain('<html lang="de">');
    const [, json] = /<script type="application\/json" id="skipscope-words">(.*?)<\/script>/.exec(
      html,
    )!;
    expect(JSON.parse(json!)).toEqual(words.texts);
  });

  it('loads nothing from anywhere', () => {
    expect(htmlReport(smallReport(), page)).not.toMatch(/\b(?:src|href)=|https?:/);
  });
});
