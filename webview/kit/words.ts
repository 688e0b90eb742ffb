import * as l10n from '@vscode/l10n';

/** The translations that a page holds, by the English text. */
export interface EmbeddedWords {
  readonly language: string;
  readonly texts: { readonly [english: string]: string };
}

/** The editor's translations, as the host embedded them in the page; `undefined` if it is English. */
export function embeddedWords(): EmbeddedWords | undefined {
  const texts = document.getElementById('skipscope-words')?.textContent;
  if (!texts) return undefined;
  // The page was written by the same build that reads it.
  return {
    language: document.documentElement.lang,
    texts: JSON.parse(texts) as EmbeddedWords['texts'],
  };
}

/** From here on texts are in the page's language. */
export function translatePage(): void {
  const words = embeddedWords();
  if (words) l10n.config({ contents: { ...words.texts } });
}
