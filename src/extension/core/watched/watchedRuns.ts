import * as vscode from 'vscode';
import { Emitter } from '../../../shared/base/emitter';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { Debouncer } from '../ui/debounce';
import { latestReading } from './latestReading';
import { RunLosses } from './runLosses';
import type { FollowedRun } from './runOfNetwork';

/** `skipscope.watch` of the Python package writes them. */
const RUNS = '**/skipscope-runs/*.jsonl';

/** Follows the run that was written last. */
export class WatchedRuns implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = new Emitter<void>();
  private readonly losses = new RunLosses();
  private file: string | undefined;
  private followed: FollowedRun | undefined;
  /** The reading in progress: the next one begins where it ends. */
  private reading: Promise<void> = Promise.resolve();

  readonly onDidChange = this.changed.event;

  constructor() {
    const read = (): Promise<void> => this.read();
    const reading = this.store.add(
      new Debouncer(() => {
        // A reading that failed keeps no later one from its turn.
        this.reading = this.reading.then(read, read);
      }),
    );
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
        this.file = undefined;
        this.take(undefined);
      }),
    );
  }

  get latest(): FollowedRun | undefined {
    return this.followed;
  }

  dispose(): void {
    this.store.dispose();
  }

  private async read(): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    const latest = await latestReading(file);
    const losses = latest ? await this.losses.of(file).catch(() => []) : [];
    if (latest && file === this.file) this.take({ ...latest, losses });
  }

  private take(run: FollowedRun | undefined): void {
    this.followed = run;
    this.changed.fire();
  }
}
