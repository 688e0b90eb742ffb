import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { colours } from '../../core/manifest/contributions';
import type { Sessions } from '../../core/sessions/sessions';
import { onSettingChange, setting } from '../../core/manifest/settings';
import { Debouncer } from '../../core/ui/debounce';
import { Decorations } from '../../core/ui/decorations';
import { heatIcon, heatLooks, heatOf, type HeatLook } from './heatIcon';
import { inlineText, shortText, strengthOf, type Strength } from './inlineText';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';

type Style = Strength | 'stale';
const styles: readonly Style[] = ['error', 'warning', 'strong', 'fair', 'weak', 'stale'];

/** Writes the numbers of a probe after the lines that make layers, and as heat into the gutter. */
export class InlineGradients implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly texts = this.store.add(new Decorations(styles, textType));
  private readonly heat = this.store.add(new Decorations(heatLooks, gutterType));

  constructor(
    sessions: Sessions,
    private readonly lines: ProbedLines,
  ) {
    // While somebody types, the editor moves the decorations with their lines.
    const debouncer = this.store.add(new Debouncer(() => this.renderAll()));
    const renderSoon = (): void => debouncer.call();
    this.store.add(sessions.onDidEdit(renderSoon));
    this.store.add(sessions.onDidChangeResult(() => debouncer.callSoon()));
    this.store.add(sessions.onDidRemove(renderSoon));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(renderSoon));
    this.store.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.render(textEditor)),
    );
    this.store.add(
      onSettingChange(
        [
          'skipscope.inline.show',
          'skipscope.inline.numbers',
          'skipscope.inline.gutterHeat',
          'skipscope.findings.severity',
        ],
        renderSoon,
      ),
    );
    renderSoon();
  }

  dispose(): void {
    this.store.dispose();
  }

  private renderAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.render(editor);
  }

  private render(editor: vscode.TextEditor): void {
    const lines = [...this.lines.of(editor.document)];
    const { line: cursor } = editor.selection.active;
    this.texts.write(
      editor,
      lines.flatMap(([at, line]) => {
        const text = textOf(line, at === cursor);
        return text === '' ? [] : [{ at, style: styleOf(line), text }];
      }),
    );
    const heated = setting('skipscope.inline.gutterHeat') ? lines : [];
    this.heat.write(
      editor,
      heated.flatMap(([at, { summary }]) => {
        const worst = summary.findings[0]?.severity;
        const style = heatOf(summary.gradient?.min, worst === 'info' ? undefined : worst);
        return style === undefined ? [] : [{ at, style, text: '' }];
      }),
    );
  }
}

function textType(style: Style): vscode.DecorationRenderOptions {
  return {
    after: {
      margin: '0 0 0 3em',
      color: new vscode.ThemeColor(colours[style]),
      ...(style === 'stale' ? { fontStyle: 'italic' } : {}),
    },
  };
}

const gutterType = (look: HeatLook): vscode.DecorationRenderOptions => ({
  gutterIconSize: 'contain',
  light: { gutterIconPath: vscode.Uri.parse(heatIcon(look, 'light')) },
  dark: { gutterIconPath: vscode.Uri.parse(heatIcon(look, 'dark')) },
});

/** A healthy line is quiet, and a finding is a few words, until the text cursor is there. */
function textOf({ summary }: ProbedLine, atCursor: boolean): string {
  const mode = setting('skipscope.inline.show');
  if (mode === 'off') return '';
  const numbers = setting('skipscope.inline.numbers');
  return mode === 'all' || atCursor ? inlineText(summary, numbers) : shortText(summary, numbers);
}

const styleOf = ({ summary, seen }: ProbedLine): Style =>
  seen.text.outOfDate ? 'stale' : strengthOf(summary);
