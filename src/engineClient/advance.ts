import { stages, type Progress } from '../shared/protocol/inspectRequest';

/** Limit on repeated reports of progress. */
const MOST_REPEATS = 20_000;

/**
 * Tells progress from its repetition. Only a later stage, one more of the steps that were asked for, or a new
 * cell gives a run time again: whatever an engine says, a run of one cell ends.
 */
export class Advance {
  private stage = -1;
  private done = -1;
  private repeats = 0;
  private readonly cells = new Set<string>();

  /** `steps`: most training steps of the run, or of each of its cells. */
  constructor(private readonly steps: number) {}

  /** Takes one report of progress; `true` if it is further than all before it. */
  isFurther({ stage, done = 0 }: Progress): boolean {
    const at = stages.indexOf(stage);
    const further = at > this.stage || (at === this.stage && done > this.done);
    if (!further || done > this.steps) {
      this.repeats += 1;
      return false;
    }
    this.stage = at;
    this.done = done;
    return true;
  }

  /** The engine floods its host with reports that tell nothing new. */
  get isFlood(): boolean {
    return this.repeats > MOST_REPEATS;
  }

  /** Takes one finished cell; `true` if it is a new one. */
  isNew(id: string): boolean {
    if (this.cells.has(id)) return false;
    this.cells.add(id);
    // The next cell goes through the same stages.
    this.stage = -1;
    this.done = -1;
    this.repeats = 0;
    return true;
  }
}
