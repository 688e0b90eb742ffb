import type { ShownExperiment } from '../shared/protocol/experimentPanelContract';
import type { Report } from '../shared/report/report';

/** The editor's translations for a page of the panel; without them it is English. */
export interface PageWords {
  /** As the `lang` of a page has it. */
  readonly language: string;
  readonly texts: { readonly [english: string]: string };
}

/** The page that the editor's panel shows too. */
export interface Page {
  readonly script: string;
  readonly style: string;
  readonly words?: PageWords | undefined;
  /** SHA-256 in base64: the policy names script and style by it. */
  readonly sha256: (text: string) => string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** Text of a model may hold `</script>`; JSON may write `<` as an escape anywhere in a string. */
const escapeJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

/** Data in a page: nothing runs it, whatever the page's policy. */
const embedded = (id: string, value: unknown): string =>
  `<script type="application/json" id="${id}">${escapeJson(value)}</script>`;

/** The translations of a page as its scripts find them, before any of them is run. */
export const embeddedWords = (words: PageWords | undefined): string =>
  words ? embedded('skipscope-words', words.texts) : '';

/** The `lang` of a page. */
export const languageOf = (words: PageWords | undefined): string =>
  escapeHtml(words?.language ?? 'en');

interface Content {
  readonly title: string;
  /** Data in the page, by the ids that its script finds them by. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** One self-contained file under a policy that allows nothing but this very script and style. */
function page(of: Page, { title, data }: Content): string {
  const hashOf = (text: string): string => `'sha256-${of.sha256(text)}'`;
  const script = of.script.replace(/<\/script/gi, '<\\/script');
  const style = of.style.replace(/<\/style/gi, '<\\/style');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    // The toolkit adds an empty style element of its own.
    `style-src ${hashOf(style)} ${hashOf('')}`,
    'img-src data: blob:',
    'font-src data:',
    // The layout worker is started from a text inside the script.
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const values = Object.entries(data).map(([id, value]) => embedded(id, value));
  return `<!doctype html>
<html lang="${languageOf(of.words)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · SkipScope</title>
<style>${style}</style>
</head>
<body>
<div id="skipscope"></div>
${embeddedWords(of.words)}${values.join('')}
<script>${script}</script>
</body>
</html>
`;
}

/**
 * A report as one self-contained file that opens from disk, offline: the panel's script and style, and the
 * report as JSON, with an older one to compare it to, if given.
 */
export const htmlReport = (report: Report, of: Page, before?: Report): string =>
  page(of, {
    title: report.model.name,
    data: { 'skipscope-report': report, ...(before && { 'skipscope-before': before }) },
  });

/** The result of an experiment as such a file. */
export const experimentPage = (shown: ShownExperiment, of: Page): string =>
  page(of, {
    title: `${shown.result.model.name} · ${shown.result.experiment}`,
    data: { 'skipscope-experiment': shown },
  });
