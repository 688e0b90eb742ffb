import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { colours } from '../../core/manifest/contributions';
import { setting } from '../../core/manifest/settings';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';
import { Decorations } from '../../core/ui/decorations';
import { isRunOf, type FollowedRun } from '../../core/watched/runOfNetwork';
import type { WatchedRuns } from '../../core/watched/watchedRuns';
import { watchedText } from './watchedText';

/** Writes the numbers of the run that was written last after the lines of the layers that it trains. */
export class WatchedLines implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly texts = this.store.add(new Decorations(['watched'], textType));

  constructor(
    private readonly lines: ProbedLines,
    private readonly runs: WatchedRuns,
  ) {
    this.store.add(runs.onDidChange(() => this.renderAll()));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.renderAll()));
  }

  dispose(): void {
    this.store.dispose();
  }

  private renderAll(): void {
    const shown = setting('skipscope.inline.show') === 'off' ? undefined : this.runs.latest;
    for (const editor of vscode.window.visibleTextEditors) {
      const notes = shown ? this.notesOf(editor.document, shown) : [];
      this.texts.write(editor, notes);
    }
  }

  private notesOf(document: vscode.TextDocument, run: FollowedRun) {
    return [...this.lines.of(document)].flatMap(([at, line]) => {
      const text = isRunOf(run, networkOf(line)) ? watchedText(run, line.summary.layers) : '';
      return text === '' ? [] : [{ at, style: 'watched' as const, text }];
    });
  }
}

const networkOf = ({ seen }: ProbedLine) => seen.value.network.layers;

const textType = (): vscode.DecorationRenderOptions => ({
  after: { margin: '0 0 0 3em', color: new vscode.ThemeColor(colours.fair) },
});
