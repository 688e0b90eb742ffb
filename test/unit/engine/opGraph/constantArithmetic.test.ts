import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { Dialect } from '../../../../src/engine/opGraph/dialect';
import { tensorflow } from '../../../../src/engine/opGraph/dialects/tensorflow';
import { torch } from '../../../../src/engine/opGraph/dialects/torch/torch';
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
    ['x − 1', [from('x'), constant(1)], { by: { scale: 1, offset: -1 } }],
    ['2 − x', [constant(2), from('x')], { by: { scale: -1, offset: 2 } }],
    ['a list − x', [constant(1, 1), from('x')], {}],
  ])('only shifts as %s', (_, operands, by) => {
    expect(subtraction(...operands)).toEqual(
      Object.assign({ type: 'passive', effect: 'scale' }, by),
    );
  });

  it('merges two tensors', () => {
    expect(subtraction(from('x'), from('x'))).toEqual({ type: 'merge', how: 'subtract' });
  });
});

/** A highway whose carry x · (1 − t) is the node `carry`, made of `x`, the gate `t` and what is given. */
function highwayKinds(dialect: Dialect, nodes: readonly ProgramNode[]): readonly string[] {
  const weight: Operand = {
    constant: { id: 'w', shape: [8, 8], isWeight: true, trainable: true, values: undefined },
  };
  const isTorch = dialect === torch;
  const [input, dense, bend, squash, multiply, add] = isTorch
    ? ['input', 'matmul', 'relu', 'sigmoid', 'mul', 'add']
    : ['Placeholder', 'MatMul', 'Relu', 'Sigmoid', 'Mul', 'AddV2'];
  const told = { shapes: [[null, 8]], isDetached: false };
  const node = (name: string, op: string | undefined, ...operands: Operand[]): ProgramNode => ({
    name,
    op: op ?? '',
    operands,
    attributes: name === 'x' && isTorch ? { carriesGradient: true } : {},
    told,
  });
  const program = {
    nodes: [
      node('x', input),
      node('scores', dense, from('x'), weight),
      node('t', squash, from('scores')),
      node('h', dense, from('x'), weight),
      node('bent', bend, from('h')),
      node('body', multiply, from('bent'), from('t')),
      ...nodes.map((each) => Object.assign({ told }, each)),
      node('carry', multiply, from('x'), from('rest')),
      node('y', add, from('body'), from('carry')),
      node('out', dense, from('y'), weight),
    ],
    outputs: [{ node: 'out', output: 0 }],
    sourceOf: () => [],
  };
  return findSkips(readProgram(program, dialect).graph).items.map(({ kind }) => kind);
}

const made = (name: string, op: string, operands: Operand[], attributes = {}): ProgramNode => ({
  name,
  op,
  operands,
  attributes,
});

describe('ones minus a gate', () => {
  it.each<[string, Dialect, ProgramNode[]]>([
    ['1 − t', tensorflow, [made('rest', 'Sub', [constant(1), from('t')])]],
    [
      'OnesLike(t) − t',
      tensorflow,
      [made('ones', 'OnesLike', [from('t')]), made('rest', 'Sub', [from('ones'), from('t')])],
    ],
    [
      'Fill(…, 1) − t',
      tensorflow,
      [
        made('ones', 'Fill', [constant(1, 8), constant(1)]),
        made('rest', 'Sub', [from('ones'), from('t')]),
      ],
    ],
    [
      '−t + 1',
      tensorflow,
      [made('negated', 'Neg', [from('t')]), made('rest', 'AddV2', [from('negated'), constant(1)])],
    ],
    [
      't · −1 + 1',
      tensorflow,
      [
        made('negated', 'Mul', [from('t'), constant(-1)]),
        made('rest', 'AddV2', [constant(1), from('negated')]),
      ],
    ],
    [
      '−(t − 1)',
      tensorflow,
      [
        made('difference', 'Sub', [from('t'), constant(1)]),
        made('rest', 'Neg', [from('difference')]),
      ],
    ],
    ['torch: 1 − t', torch, [made('rest', 'sub', [from('t')], { input: 1 })]],
    ['torch: a constant of ones − t', torch, [made('rest', 'sub', [constant(1), from('t')])]],
    [
      'torch: ones + (−1) · t',
      torch,
      [made('rest', 'add', [constant(1), from('t')], { alpha: -1 })],
    ],
    [
      'torch: −t + 1',
      torch,
      [
        made('negated', 'neg', [from('t')]),
        made('rest', 'add', [from('negated')], { other: 1, alpha: 1 }),
      ],
    ],
  ])('gates as %s', (_, dialect, nodes) => {
    expect(highwayKinds(dialect, nodes)).toEqual(['gated']);
  });

  it.each<[string, Dialect, ProgramNode[]]>([
    ['2 − t', tensorflow, [made('rest', 'Sub', [constant(2), from('t')])]],
    ['t + 1', tensorflow, [made('rest', 'AddV2', [from('t'), constant(1)])]],
    ['a list − t', tensorflow, [made('rest', 'Sub', [constant(1, 3), from('t')])]],
    [
      'ones that nobody knows − t',
      tensorflow,
      [
        made('ones', 'RandomUniform', [constant(1, 8)]),
        made('rest', 'Sub', [from('ones'), from('t')]),
      ],
    ],
  ])('gates nothing as %s', (_, dialect, nodes) => {
    expect(highwayKinds(dialect, nodes)).toEqual([]);
  });
});
