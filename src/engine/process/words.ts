import * as l10n from '@vscode/l10n';

const file = process.env['SKIPSCOPE_WORDS'];
if (file !== undefined) l10n.config({ fsPath: file });
