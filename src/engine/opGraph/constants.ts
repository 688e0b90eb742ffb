import type { ParameterCount, Shape } from '../../shared/network/network';
import type { Constant, Operand, ProgramNode } from './program';

const entriesOf = (shape: Shape): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);

const constantsIn = (operands: readonly Operand[]): Constant[] =>
  operands.flatMap((operand) => ('constant' in operand ? [operand.constant] : []));

/** The weights that a constant is, or is computed from. */
const weightsIn = (constant: Constant): readonly Constant[] =>
  constant.parts ? constant.parts.flatMap(weightsIn) : constant.isWeight ? [constant] : [];

/** Entries of the constants of rank ≥ 2 that multiply. */
interface KernelEntries {
  /** Of the first: a node names its kernel before biases and slopes. */
  readonly kernelEntries: number;
  /** Of all that are weights, or are computed from some. */
  readonly weightEntries: number;
}

export function kernelsOf({ operands }: ProgramNode): KernelEntries {
  const kernels = constantsIn(operands).flatMap((constant) => {
    const { isWeight, shape } = constant;
    if (!isWeight || !shape || shape.length < 2) return [];
    return [{ entries: entriesOf(shape), isLearned: weightsIn(constant).length > 0 }];
  });
  const weights = kernels.filter(({ isLearned }) => isLearned);
  return {
    kernelEntries: kernels[0]?.entries ?? 0,
    weightEntries: weights.reduce((sum, { entries }) => sum + entries, 0),
  };
}

/** Counts each weight once, for the first node that reads it. */
export class WeightCounter {
  private readonly counted = new Set<string>();

  /** Entries of the weights that these operands are the first to read. */
  own(operands: readonly Operand[]): ParameterCount {
    const own = constantsIn(operands)
      .flatMap(weightsIn)
      .filter(({ id, isUncounted }) => {
        if (isUncounted || this.counted.has(id)) return false;
        this.counted.add(id);
        return true;
      });
    const count = (isTrained: boolean): number =>
      own
        .filter(({ trainable }) => trainable === isTrained)
        .reduce((sum, { shape }) => sum + (shape ? entriesOf(shape) : 0), 0);
    return { trainable: count(true), frozen: count(false) };
  }
}
