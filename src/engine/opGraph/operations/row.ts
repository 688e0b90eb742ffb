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
  /** Entries of all constants of rank ≥ 2 that multiply. */
  readonly weightEntries: number;
  /** Of the first output. */
  readonly output: KnownShape;
  /** The axis of the channels of the first operand, if what came before tells it. */
  readonly channelAxis: number | undefined;
}

/** The effect of an operation on the signal. */
export type SignalRule<Settings> = (facts: Facts, settings: Settings) => Operation;

/** The shapes of all outputs; fewer if they are not known. */
export type ShapeRule<Settings> = (
  inputs: readonly KnownShape[],
  settings: Settings,
) => readonly KnownShape[];

/** For each axis of an output the axis of an operand that goes on there; `undefined` if none does. */
export type AxisMap = readonly (number | undefined)[];

/** The axes that an operation itself takes as channels, of its first operand and of its output. */
export interface OwnChannels {
  readonly input?: number;
  readonly output: number;
}

/** The axis of the channels behind an operation. */
export interface ChannelRule<Settings> {
  /** The axes of an operand that go on in the output. */
  axes(input: KnownShape, output: KnownShape, settings: Settings): AxisMap;
  /** The axes that it takes as channels whatever comes in. */
  own?(settings: Settings, input: KnownShape, output: KnownShape): OwnChannels | undefined;
}

/** One operation, independent of the name and the settings of any framework. */
export interface Row<Settings> {
  readonly signal: SignalRule<Settings>;
  readonly shapes: ShapeRule<Settings>;
  readonly channels: ChannelRule<Settings>;
}
