import type { Shape } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';

/** A shape, or `undefined` if even its rank is unknown. */
export type KnownShape = Shape | undefined;

/** The surroundings of one operation in its program. */
export interface Facts {
  /** Of the operands that carry the signal, constants among them. */
  readonly inputs: readonly KnownShape[];
  /** Number of these operands that other nodes compute. */
  readonly flowing: number;
  /** Entries of the constant that multiplies; 0 if there is none. */
  readonly kernelEntries: number;
  /** Of the first output. */
  readonly output: KnownShape;
}

/** The effect of an operation on the signal. */
export type SignalRule<Settings> = (facts: Facts, settings: Settings) => Operation;

/** The shapes of all outputs; fewer if they are not known. */
export type ShapeRule<Settings> = (
  inputs: readonly KnownShape[],
  settings: Settings,
) => readonly KnownShape[];

/** One operation, independent of the name and the settings of any framework. */
export interface Row<Settings> {
  readonly signal: SignalRule<Settings>;
  readonly shapes: ShapeRule<Settings>;
}
