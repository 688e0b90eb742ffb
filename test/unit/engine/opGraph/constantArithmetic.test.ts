import { describe, expect, it } from 'vitest';
import { tensorflow } from '../../../../src/engine/opGraph/dialects/tensorflow';
import type { Operand, ProgramNode } from '../../../../src/engine/opGraph/program';
import { readProgram } from '../../../../src/engine/opGraph/readProgram';

const from = (node: string): Operand => ({ from: { node, output: 0 } });
const constant = (...values: number[]): Operand => ({
  constant: { id: 'c', shape: [values.length], isWeight: true, trainable: false, values },
});
function subtraction(...operands: Operand[]) {
  const nodes: ProgramNode[] = [
    { name: 'x', op: 'Placeholder', operands: [], attributes: {} },
    { name: 'y', op: 'Sub', operands, attributes: {} },
  ];
  const program = { nodes, outputs: [{ node: 'y', output: 0 }], sourceOf: () => [] };
  return readProgram(program, tensorflow).graph.layers.at(-1)!.operation;
}

describe('a subtraction in a graph of operations', () => {
  it('keeps bounds as 1 − x', () => {
    expect(subtraction(constant(1), from('x'))).toEqual({
      type: 'activation',
      activation: { linear: true, range: 'boundKeeping' },
    });
  });

  it.each([
    ['x − 1', [from('x'), constant(1)]],
    ['2 − x', [constant(2), from('x')]],
    ['a list − x', [constant(1, 1), from('x')]],
  ])('only shifts as %s', (_, operands) => {
    expect(subtraction(...operands)).toEqual({ type: 'passive', effect: 'scale' });
  });

  it('merges two tensors', () => {
    expect(subtraction(from('x'), from('x'))).toEqual({ type: 'merge', how: 'subtract' });
  });
});
