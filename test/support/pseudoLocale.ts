import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';

const english = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;

/** Imported before the code under test: from here on every translated text stands in brackets. */
l10n.config({
  contents: Object.fromEntries(Object.keys(english).map((text) => [text, `⟦${english[text]!}⟧`])),
});

/** What is left of a text without what was translated, names and values within it included. */
export function untranslated(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/g;
  const less = text.replace(inner, '');
  return less === text ? text : untranslated(less);
}
