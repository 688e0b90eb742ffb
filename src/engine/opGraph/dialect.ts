import type { Operation } from '../../shared/network/operation';
import { operations } from './operations/table';
import type { Nonlinearity } from '../model/modelDescription';
import type { ProgramNode } from './program';
import type { AxisMap, Facts, KnownShape, OwnChannels, Row } from './operations/row';

/** All operands of a node, in the order of the node. */
export interface OperandFacts {
  readonly shapes: readonly KnownShape[];
  /** Entries of constants of whole numbers, and of those with one entry. */
  readonly values: readonly (readonly number[] | undefined)[];
}

/** A row of the table with the settings of one node. */
interface Meaning {
  readonly signal: (facts: Facts) => Operation;
  readonly shapes: (inputs: readonly KnownShape[]) => readonly KnownShape[];
  readonly axes: (input: KnownShape, output: KnownShape) => AxisMap;
  readonly own: (input: KnownShape, output: KnownShape) => OwnChannels | undefined;
}

/** One name of an operation in a framework. */
export interface Entry {
  /** The operands that carry the signal; the others are settings, such as sizes and axes. */
  readonly carriers: <T>(operands: readonly T[]) => readonly T[];
  readonly meaning: (node: ProgramNode, operands: OperandFacts) => Meaning;
  /** The nonlinearity by which its units can die or saturate. */
  readonly nonlinearity?: (node: ProgramNode) => Nonlinearity | undefined;
}

/** Maps a framework's names to rows of the table; an unknown name counts as nonlinear. */
export type Dialect = (op: string) => Entry;

type Carriers = Entry['carriers'];
const all: Carriers = (operands) => operands;
export const allButLast: Carriers = (operands) => operands.slice(0, -1);
/** The operand at this position, counted from 0. */
export const only =
  (position: number): Carriers =>
  (operands) =>
    operands.slice(position, position + 1);

/** Reads the settings of a row from a node. */
type ReadSettings<Settings> = (node: ProgramNode, operands: OperandFacts) => Settings;

/** Maps a name to a row, with a reader of the row's settings. */
export const means = <Settings>(
  row: Row<Settings>,
  read: ReadSettings<Settings>,
  carriers: Carriers = all,
): Entry => ({
  carriers,
  meaning(node, operands) {
    const settings = read(node, operands);
    return {
      signal: (facts) => row.signal(facts, settings),
      shapes: (inputs) => row.shapes(inputs, settings),
      axes: (input, output) => row.channels.axes(input, output, settings),
      own: (input, output) => row.channels.own?.(settings, input, output),
    };
  },
});

/** Takes one entry or the other by a node's operands. */
export const choice = (
  isFirst: (node: ProgramNode, operands: OperandFacts) => boolean,
  first: Entry,
  second: Entry,
): Entry => ({
  carriers: first.carriers,
  meaning: (node, operands) => (isFirst(node, operands) ? first : second).meaning(node, operands),
});

/** Maps a name to a row without settings. */
export const is = (row: Row<unknown>, carriers?: Carriers): Entry =>
  means(row, () => undefined, carriers);

export type DialectRow = readonly [names: string, entry: Entry];

/** The names of a framework, several of one meaning in one text, separated by spaces. */
export function dialect(entries: readonly DialectRow[]): Dialect {
  const byName = new Map(
    entries.flatMap(([names, entry]) => names.split(' ').map((name) => [name, entry] as const)),
  );
  const unknown = is(operations.unknown);
  return (op) => byName.get(op) ?? unknown;
}
