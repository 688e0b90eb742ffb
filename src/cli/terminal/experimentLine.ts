import type { ExperimentProgress } from '../../engineClient/experimentRun';
import type { Disposable } from '../../shared/base/lifecycle';
import { CLEAR_LINE, type Terminal } from './terminal';

const CELLS = 20;

/** Shows the progress of an experiment: one line redrawn in a terminal, one line per cell in a pipe. */
export class ExperimentLine implements Disposable {
  private shown = -1;

  constructor(
    private readonly terminal: Terminal,
    private readonly title: string,
  ) {}

  show(progress: ExperimentProgress): void {
    const { done, total } = progress;
    if (done === this.shown) return;
    this.shown = done;
    const text = `${this.title}  ${bar(done, total)} ${done} of ${total} cells${left(progress)}`;
    this.terminal.err(this.terminal.live ? `${CLEAR_LINE}${text}` : `${text}\n`);
  }

  /** Says a line of its own above the progress. */
  say(text: string): void {
    this.terminal.err(`${this.terminal.live ? CLEAR_LINE : ''}${text}\n`);
    this.shown = -1;
  }

  dispose(): void {
    if (this.terminal.live && this.shown >= 0) this.terminal.err(CLEAR_LINE);
    this.shown = -1;
  }
}

function bar(done: number, total: number): string {
  const filled = Math.round((done / Math.max(1, total)) * CELLS);
  return `${'━'.repeat(filled)}${'╌'.repeat(CELLS - filled)}`;
}

const left = ({ secondsLeft }: ExperimentProgress): string =>
  secondsLeft === undefined ? '' : `, ≈ ${Math.ceil(secondsLeft)} s left`;
