import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { colours } from '../../core/manifest/contributions';
import { setting } from '../../core/manifest/settings';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';
import { Debouncer } from '../../core/ui/debounce';
import { Decorations } from '../../core/ui/decorations';
import { latestReading, type LatestReading } from './latestReading';
import { isRunOf, watchedText } from './watchedText';

/** `skipscope.watch` of the Python package writes them. */
const RUNS = '**/skipscope-runs/*.jsonl';

/** Follows the run that was written last, and writes its numbers after the lines of the layers that it trains. */
export class WatchedLines implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly texts = this.store.add(new Decorations(['watched'], textType));
  private latest: LatestReading | undefined;
  private file: string | undefined;

  constructor(private readonly lines: ProbedLines) {
    const reading = this.store.add(new Debouncer(() => void this.read()));
    const files = this.store.add(vscode.workspace.createFileSystemWatcher(RUNS));
    const written = ({ fsPath }: vscode.Uri): void => {
      this.file = fsPath;
      reading.callSoon();
    };
    this.store.add(files.onDidCreate(written));
    this.store.add(files.onDidChange(written));
    this.store.add(
      files.onDidDelete(({ fsPath }) => {
        if (fsPath !== this.file) return;
        this.latest = undefined;
        this.renderAll();
      }),
    );
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.renderAll()));
  }

  dispose(): void {
    this.store.dispose();
  }

  private async read(): Promise<void> {
    if (this.file === undefined) return;
    this.latest = (await latestReading(this.file)) ?? this.latest;
    this.renderAll();
  }

  private renderAll(): void {
    const shown = setting('skipscope.inline.show') === 'off' ? undefined : this.latest;
    for (const editor of vscode.window.visibleTextEditors) {
      const notes = shown ? this.notesOf(editor.document, shown) : [];
      this.texts.write(editor, notes);
    }
  }

  private notesOf(document: vscode.TextDocument, run: LatestReading) {
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
