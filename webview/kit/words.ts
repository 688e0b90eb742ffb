import * as l10n from '@vscode/l10n';
import type { PageWords } from '../../src/export/htmlReport';

function readWords(): PageWords | undefined {
  const texts = document.getElementById('skipscope-words')?.textContent;
  if (!texts) return undefined;
  // The page was written by the same build that reads it.
  return {
    language: document.documentElement.lang,
    texts: JSON.parse(texts) as PageWords['texts'],
  };
}

/** The translations that the page holds: the editor's, where it has some. */
export const wordsInPage = readWords();
if (wordsInPage) l10n.config({ contents: { ...wordsInPage.texts } });
