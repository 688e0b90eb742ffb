import type { SourcePosition } from '../../../../shared/base/source';
import type { StandIn } from '../../../../shared/report/report';
import type { AbsentNumber } from '../../../tfjs/userCode/absentNumbers';
import type { StandInLog } from './standIn';

/** An event while user code ran, with its place. */
export interface Note {
  readonly what: string;
  readonly at: SourcePosition | undefined;
  /** The number of layers that existed then. */
  readonly layers: number;
}

/**
 * Notes the actions of user code other than making layers: reasons for a failure, or for an incomplete model.
 */
export class RunNotes implements StandInLog {
  readonly numbers: Note[] = [];
  readonly swallows: Note[] = [];
  readonly loops: Note[] = [];
  readonly elsewhere: Note[] = [];
  /** Numbers that layers were given and that are not there, with the calls that give them. */
  readonly sizes: { readonly which: AbsentNumber; readonly at: SourcePosition }[] = [];
  /** Modules that a value stands in for, by the places of their imports. */
  readonly modules: StandIn[] = [];
  exit: Note | undefined;
  /** A component's state stood in for its value. */
  hasEmptyState = false;

  constructor(
    readonly layersMade: () => number,
    private readonly here: () => SourcePosition | undefined,
  ) {}

  note(what: string, layers = this.layersMade()): Note {
    return { what, at: this.here(), layers };
  }

  numberAbsent(which: AbsentNumber): void {
    const at = this.here();
    if (at) this.sizes.push({ which, at });
  }

  coerced(what: string): void {
    this.numbers.push(this.note(what));
  }

  swallowed(what: string): void {
    this.swallows.push(this.note(what));
  }

  looped(what: string, layersBefore: number): void {
    if (this.layersMade() > layersBefore) this.loops.push(this.note(what));
  }
}
