import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { colours, type InlineMode } from '../../contributions';
import type { Sessions } from '../../session/sessions';
import { onSettingChange, setting } from '../../settings';
import { inlineText, strengthOf, type Strength } from './inlineText';
import type { ProbedLine, ProbedLines } from './probedLines';

type Look = Strength | 'stale';
const looks: readonly Look[] = ['strong', 'fair', 'weak', 'stale'];

/** Writes the probe's numbers after the lines that make layers. */
export class InlineGradients implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly types = looks.map((look) => [look, this.store.add(decoration(look))] as const);

  constructor(
    sessions: Sessions,
    private readonly lines: ProbedLines,
  ) {
    const render = (): void => vscode.window.visibleTextEditors.forEach((one) => this.render(one));
    this.store.add(sessions.onDidChange(render));
    this.store.add(sessions.onDidRemove(render));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(render));
    this.store.add(onSettingChange(['skipscope.inline.show'], render));
    render();
  }

  dispose(): void {
    this.store.dispose();
  }

  private render(editor: vscode.TextEditor): void {
    const { document } = editor;
    const mode = setting('skipscope.inline.show');
    const shown = [...this.lines.of(document)].filter(([, line]) => isShown(line, mode));
    for (const [look, type] of this.types) {
      const ofLook = shown.filter(([, line]) => lookOf(line) === look);
      editor.setDecorations(
        type,
        ofLook.map(([at, line]) => option(document.lineAt(at), inlineText(line.summary))),
      );
    }
  }
}

function decoration(look: Look): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: {
      margin: '0 0 0 3em',
      color: new vscode.ThemeColor(colours[look]),
      ...(look === 'stale' ? { fontStyle: 'italic' } : {}),
    },
  });
}

function isShown({ summary }: ProbedLine, mode: InlineMode): boolean {
  if (mode === 'off' || inlineText(summary) === '') return false;
  return mode === 'all' || summary.findings.length > 0;
}

const lookOf = ({ summary, probed }: ProbedLine): Look =>
  probed.text.outOfDate ? 'stale' : strengthOf(summary);

const option = ({ range }: vscode.TextLine, contentText: string): vscode.DecorationOptions => ({
  range: new vscode.Range(range.end, range.end),
  renderOptions: { after: { contentText } },
});
