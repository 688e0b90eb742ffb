import type { Shape } from '../../../../shared/network/network';
import { linear } from '../../operations/activations';
import type { Layout } from '../../operations/settings';
import type { ProgramNode } from '../../program';

export const attribute = ({ attributes }: ProgramNode, key: string): unknown => attributes[key];

export const isSet = (node: ProgramNode, key: string): boolean => attribute(node, key) === true;

export function numberIn(node: ProgramNode, key: string): number | undefined {
  const value = attribute(node, key);
  return typeof value === 'number' ? value : undefined;
}

/** A list of numbers, or one number that stands for `count` of them; `undefined` for anything else. */
export function numbersIn(node: ProgramNode, key: string, count = 1): number[] | undefined {
  const value = attribute(node, key);
  if (typeof value === 'number') return Array<number>(count).fill(value);
  if (!Array.isArray(value)) return undefined;
  const numbers = value.filter((each) => typeof each === 'number');
  if (numbers.length !== value.length || numbers.length === 0) return undefined;
  return numbers.length === 1 ? Array<number>(count).fill(numbers[0] as number) : numbers;
}

/** The layout of a map of `axes` spatial axes: (N, C, …) or, without a batch, (C, …). */
export const layoutOf = (axes: number): Layout => ({
  spatial: Array.from({ length: axes }, (_, axis) => axis + 2),
  channels: 1,
});

/** Number of spatial axes that the name of an operation says: 2 for `conv2d`. */
export const axesNamed = ({ op }: ProgramNode): number => Number(/(\d)d$/.exec(op)?.[1] ?? 2);

/** The layout of an operation that works on whatever lies behind the channels. */
export const layoutBehind = (shape: Shape | undefined): Layout =>
  layoutOf(Math.max(1, (shape?.length ?? 4) - 2));

export const isLinear = { activation: linear };
