import * as l10n from '@vscode/l10n';
import { pseudoTexts } from './pseudoBundle';

/** Imported before the code under test: from here on every translated text stands in brackets. */
l10n.config({ contents: { ...pseudoTexts } });

export { untranslated } from './pseudoBundle';
