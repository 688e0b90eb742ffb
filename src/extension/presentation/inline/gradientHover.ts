import * as vscode from 'vscode';
import type { CommandArguments } from '../../contributions';
import { hoverText } from './hoverText';
import type { ProbedLines } from './probedLines';

/** What the probe measured on a line, in full. */
export class GradientHover implements vscode.HoverProvider {
  constructor(private readonly lines: ProbedLines) {}

  provideHover(document: vscode.TextDocument, at: vscode.Position): vscode.Hover | undefined {
    const line = this.lines.of(document).get(at.line);
    if (!line) return undefined;
    const { summary, probed, session } = line;
    const text = new vscode.MarkdownString(hoverText(summary, probed.value), true);
    text.isTrusted = {
      enabledCommands: ['skipscope.showNetwork', 'skipscope.probeGradients'],
    };
    const args: CommandArguments['skipscope.showNetwork'] = [session.site];
    const query = encodeURIComponent(JSON.stringify(args));
    if (probed.text.outOfDate) text.appendMarkdown('\n\n_Measured before the last edit._');
    text.appendMarkdown(`\n\n[Show network](command:skipscope.showNetwork?${query})`);
    text.appendMarkdown(` · [Probe again](command:skipscope.probeGradients?${query})`);
    return new vscode.Hover(text, document.lineAt(at.line).range);
  }
}
