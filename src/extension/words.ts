import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

// What is shared with the terminal and the engine takes its words from here too; there they are English.
if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
