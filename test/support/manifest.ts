import { readFileSync } from 'node:fs';

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The texts of the manifest by key. */
export const manifestTexts = readJson('package.nls.json') as Readonly<Record<string, string>>;

/** package.json as it is written, with keys in the place of texts. */
export const writtenManifest = readJson('package.json');

/** package.json as the editor shows it. Throws for a key without a text. */
export const shownManifest: unknown = JSON.parse(
  JSON.stringify(writtenManifest),
  (_, value: unknown) => (typeof value === 'string' ? textOf(value) : value),
);

function textOf(value: string): string {
  const key = /^%(.+)%$/.exec(value)?.[1];
  if (key === undefined) return value;
  const text = manifestTexts[key];
  if (text === undefined) throw new Error(`package.nls.json has no ${key}`);
  return text;
}
