import type { ParameterCount, Shape } from '../../shared/network/network';
import type { Constant, Operand, ProgramNode } from './program';

const entriesOf = (shape: Shape): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);

const constantsIn = (operands: readonly Operand[]): Constant[] =>
  operands.flatMap((operand) => ('constant' in operand ? [operand.constant] : []));

/** Entries of the constants that multiply, in order: a node names its kernel before biases and slopes. */
export const kernelsOf = ({ operands }: ProgramNode): number[] =>
  constantsIn(operands).flatMap(({ isWeight, shape }) =>
    isWeight && shape && shape.length >= 2 ? [entriesOf(shape)] : [],
  );

/** The weights that a constant is, or is computed from. */
export const weightsIn = (constant: Constant): readonly Constant[] =>
  constant.parts ? constant.parts.flatMap(weightsIn) : constant.isWeight ? [constant] : [];

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
