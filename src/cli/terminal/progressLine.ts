import type { Disposable } from '../../shared/base/lifecycle';
import type { Progress } from '../../shared/protocol/inspectRequest';
import { CLEAR_LINE, type Terminal } from './terminal';

/** Shows where a run is. */
export interface RunProgress extends Disposable {
  show(progress: Progress): void;
}

const CELLS = 20;

/** Shows the progress of a run: one line redrawn in a terminal, one line per stage in a pipe. */
export class ProgressLine implements RunProgress {
  private last = '';

  constructor(
    private readonly terminal: Terminal,
    private readonly title: string,
  ) {}

  show(progress: Progress): void {
    if (this.terminal.live) this.terminal.err(`${CLEAR_LINE}${this.title}  ${describe(progress)}`);
    else if (progress.stage !== this.last) this.terminal.err(`${this.title}  ${progress.stage}\n`);
    this.last = progress.stage;
  }

  dispose(): void {
    if (this.terminal.live) this.terminal.err(CLEAR_LINE);
  }
}

function describe({ stage, done, total }: Progress): string {
  if (done === undefined || !total) return `${stage} …`;
  const filled = Math.round((done / total) * CELLS);
  return `${stage} ${'━'.repeat(filled)}${'╌'.repeat(CELLS - filled)} ${done} of ${total} steps`;
}
