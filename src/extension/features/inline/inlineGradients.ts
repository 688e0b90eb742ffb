import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { colours, type InlineMode } from '../../core/manifest/contributions';
import type { Sessions } from '../../core/sessions/sessions';
import { onSettingChange, setting } from '../../core/manifest/settings';
import { Debouncer } from '../../core/ui/debounce';
import { Decorations } from './decorations';
import { heatBuckets, heatIcon, heatOf } from './heatIcon';
import { inlineText, strengthOf, type Strength } from './inlineText';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';

type Look = Strength | 'stale';
const looks: readonly Look[] = ['error', 'warning', 'strong', 'fair', 'weak', 'stale'];

/** Writes what the probe says of the lines that make layers after them, and as heat into the gutter. */
export class InlineGradients implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly texts = this.store.add(new Decorations(looks, textType));
  private readonly heat = this.store.add(new Decorations(heatBuckets, gutterType));

  constructor(
    sessions: Sessions,
    private readonly lines: ProbedLines,
  ) {
    // While somebody types the editor itself keeps what is written at its lines.
    const debouncer = this.store.add(new Debouncer(() => this.renderAll()));
    const ask = (): void => debouncer.call();
    this.store.add(sessions.onDidEdit(ask));
    this.store.add(sessions.onDidChangeResult(() => debouncer.callSoon()));
    this.store.add(sessions.onDidRemove(ask));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(ask));
    this.store.add(
      onSettingChange(
        ['skipscope.inline.show', 'skipscope.inline.gutterHeat', 'skipscope.findings.severity'],
        ask,
      ),
    );
    ask();
  }

  dispose(): void {
    this.store.dispose();
  }

  private renderAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.render(editor);
  }

  private render(editor: vscode.TextEditor): void {
    const mode = setting('skipscope.inline.show');
    const lines = [...this.lines.of(editor.document)];
    const shown = lines.filter(([, line]) => isShown(line, mode));
    this.texts.write(
      editor,
      shown.map(([at, line]) => ({ at, look: lookOf(line), text: inlineText(line.summary) })),
    );
    const heated = setting('skipscope.inline.gutterHeat') ? lines : [];
    this.heat.write(
      editor,
      heated.flatMap(([at, { summary }]) => {
        const look = heatOf(summary.gradient?.min);
        return look === undefined ? [] : [{ at, look, text: '' }];
      }),
    );
  }
}

function textType(look: Look): vscode.DecorationRenderOptions {
  return {
    after: {
      margin: '0 0 0 3em',
      color: new vscode.ThemeColor(colours[look]),
      ...(look === 'stale' ? { fontStyle: 'italic' } : {}),
    },
  };
}

const gutterType = (bucket: number): vscode.DecorationRenderOptions => ({
  gutterIconSize: 'contain',
  light: { gutterIconPath: vscode.Uri.parse(heatIcon(bucket, 'light')) },
  dark: { gutterIconPath: vscode.Uri.parse(heatIcon(bucket, 'dark')) },
});

function isShown({ summary }: ProbedLine, mode: InlineMode): boolean {
  if (mode === 'off' || inlineText(summary) === '') return false;
  return mode === 'all' || summary.findings.length > 0;
}

const lookOf = ({ summary, seen }: ProbedLine): Look =>
  seen.text.outOfDate ? 'stale' : strengthOf(summary);
