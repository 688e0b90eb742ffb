import type { Disposable } from '../../shared/base/lifecycle';
import type { Progress } from '../../shared/protocol/inspectRequest';
import type { RunProgress } from './progressLine';
import { CLEAR_LINE, type Terminal } from './terminal';
import { oneLine } from './visible';

/**
 * The progress of many runs in one line, redrawn in a terminal: how many are done, and where those that run are. A
 * pipe gets nothing: there each result is a line of its own.
 */
export class CheckLine implements Disposable {
  private readonly running = new Map<string, string>();
  private done = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly total: number,
  ) {}

  /** The progress of one run. */
  of(title: string): RunProgress {
    return {
      show: (progress) => {
        this.running.set(title, stageOf(progress));
        this.draw();
      },
      dispose: () => this.running.delete(title),
    };
  }

  /** Counts one result, and prints it above the line. */
  result(print: () => void): void {
    this.done += 1;
    this.clear();
    print();
    this.draw();
  }

  dispose(): void {
    this.clear();
  }

  private draw(): void {
    if (!this.terminal.live) return;
    const now = [...this.running].map(([title, stage]) => `${oneLine(title)} ${stage}`);
    const text = [`${this.done} of ${this.total}`, ...now].join(' · ');
    this.terminal.err(`${CLEAR_LINE}${text.slice(0, (process.stderr.columns || 80) - 1)}`);
  }

  private clear(): void {
    if (this.terminal.live) this.terminal.err(CLEAR_LINE);
  }
}

const stageOf = ({ stage, done, total }: Progress): string =>
  done === undefined || !total ? stage : `${stage} ${done}/${total}`;
