import { describe, expect, it } from 'vitest';
import { torch } from '../../../../src/engine/opGraph/dialects/torch/torch';
import type { Operand, ProgramNode } from '../../../../src/engine/opGraph/program';
import { readProgram } from '../../../../src/engine/opGraph/readProgram';
import type { JsonObject } from '../../../../src/shared/base/jsonValues';
import type { LayerNode, Shape } from '../../../../src/shared/network/network';

const x: Operand = { from: { node: 'x', output: 0 } };
const weight = (...shape: number[]): Operand => ({
  constant: { id: `w${shape.join()}`, shape, isWeight: true, trainable: true, values: undefined },
});

interface Case {
  readonly operands?: readonly Operand[];
  readonly attributes?: JsonObject;
  readonly from?: Shape;
  readonly to?: Shape;
}

/** The layer of one operation on an image of 8 channels. */
function layerOf(op: string, { operands = [x], attributes = {}, from, to }: Case = {}): LayerNode {
  const image: Shape = from ?? [null, 8, 4, 4];
  const told = (shape: Shape) => ({ shapes: [shape], isDetached: false });
  const node = (name: string, given: Pick<ProgramNode, 'op' | 'operands' | 'attributes'>) => ({
    name,
    ...given,
  });
  const nodes: ProgramNode[] = [
    {
      ...node('x', { op: 'input', operands: [], attributes: { carriesGradient: true } }),
      told: told(image),
    },
    { ...node('y', { op, operands, attributes }), told: told(to ?? image) },
  ];
  const program = { nodes, outputs: [{ node: 'y', output: 0 }], sourceOf: () => [] };
  return readProgram(program, torch).graph.layers.at(-1)!;
}
const operationOf = (op: string, given?: Case) => layerOf(op, given).operation;

describe('arithmetic of PyTorch', () => {
  it('with numbers tells a complement from a shift', () => {
    expect(operationOf('sub', { attributes: { input: 1, alpha: 1 } })).toEqual({
      ...{ type: 'activation', activation: { linear: true, range: 'boundKeeping' } },
    });
    expect(operationOf('sub', { attributes: { other: 1 } })).toMatchObject({ effect: 'scale' });
    expect(operationOf('div', { attributes: { other: 2 } })).toMatchObject({ effect: 'scale' });
    expect(operationOf('div', { attributes: { input: 1 } })).toMatchObject({ type: 'activation' });
  });

  it('picks and masks without its condition', () => {
    const operands = [weight(4, 4), x];
    expect(operationOf('where', { operands, attributes: { other: 0 } })).toMatchObject({
      effect: 'mask',
    });
    expect(layerOf('where', { operands: [x, x, x] }).inputs).toHaveLength(2);
    expect(layerOf('masked_fill', { operands: [x, x] }).inputs).toHaveLength(1);
  });

  it('ends where a clamp does', () => {
    const rangeOf = (min_val: number, max_val: number) =>
      operationOf('hardtanh', { attributes: { min_val, max_val } });
    expect(rangeOf(0, 6)).toMatchObject({ activation: { range: 'free' } });
    expect(rangeOf(-1, 1)).toMatchObject({ activation: { range: 'bounded' } });
  });
});

describe('products of PyTorch', () => {
  it('learn where one factor is a weight', () => {
    const dense = { type: 'transform', family: 'dense', kernelEntries: 12 };
    const of = (op: string, ...operands: Operand[]) =>
      operationOf(op, { operands, from: [null, 4], to: [null, 3] });
    expect(of('linear', x, weight(3, 4), weight(3))).toMatchObject(dense);
    expect(of('matmul', x, weight(4, 3))).toMatchObject(dense);
    expect(of('addmm', weight(3), x, weight(4, 3))).toMatchObject(dense);
    expect(of('matmul', x, x)).toMatchObject({ type: 'merge', how: 'dot', contracted: 4 });
  });

  it('by an equation cost the product of its extents', () => {
    const given = {
      from: [null, 5, 4],
      to: [null, 5, 3],
      attributes: { equation: 'blc, cd -> bld' },
    };
    expect(operationOf('einsum', { ...given, operands: [x, weight(4, 3)] })).toMatchObject({
      ...{ kernelEntries: 12, tensorProducts: 5 * 12 - 12, appliedPer: 'sample' },
    });
    const scores = {
      from: [null, 5, 4],
      to: [null, 5, 5],
      attributes: { equation: 'bic,bjc->bij' },
    };
    expect(operationOf('einsum', { ...scores, operands: [x, x] })).toMatchObject({ contracted: 4 });
  });
});

describe('layers of PyTorch', () => {
  it('have a window, and are depthwise where every channel is a group', () => {
    const attributes = { stride: [2, 2], dilation: 1, groups: 8 };
    const operands = [x, weight(8, 1, 3, 3)];
    expect(operationOf('conv2d', { operands, attributes })).toMatchObject({
      depthwise: true,
      window: { size: [3, 3], strides: [2, 2], dilation: [1, 1] },
    });
    const grouped = operationOf('conv2d', {
      ...{ operands: [x, weight(8, 4, 3, 3)], attributes: { ...attributes, groups: 2 } },
    });
    expect(grouped).toMatchObject({ depthwise: false, kernelEntries: 8 * 4 * 9 });
  });

  it('pool by strides of their own, or to a number of outputs', () => {
    const attributes = { kernel_size: 2, stride: null };
    expect(operationOf('max_pool2d', { attributes, to: [null, 8, 2, 2] })).toMatchObject({
      window: { size: [2, 2], strides: [2, 2] },
    });
    expect(operationOf('adaptive_avg_pool2d', { to: [null, 8, 1, 1] })).toMatchObject({
      global: true,
    });
    expect(operationOf('adaptive_avg_pool2d', { to: [null, 8, 2, 2] })).toMatchObject({
      ...{ global: false, window: { size: [2, 2], strides: [2, 2] } },
    });
  });

  it('recur over a sequence, or by one step', () => {
    const operands = [x, weight(12, 4), weight(12, 3)];
    const given = { operands, from: [null, 5, 4], to: [null, 5, 3] };
    const recurrent = { family: 'recurrent', kernelEntries: 12 * 7 };
    expect(operationOf('gru', given)).toMatchObject({ ...recurrent, appliedPer: 'timeStep' });
    expect(operationOf('gru_cell', given)).toMatchObject({ ...recurrent, appliedPer: 'sample' });
  });

  it('drop values only in training', () => {
    expect(operationOf('dropout', { attributes: { training: true } })).toMatchObject({
      effect: 'dropout',
    });
    expect(operationOf('dropout', { attributes: { training: false } })).toMatchObject({
      effect: 'none',
    });
  });

  it('leave the channels where they find them', () => {
    const normalized = (op: string, attributes: JsonObject, to: Shape) =>
      layerOf(op, { operands: [x], attributes, to }).channelAxis;
    expect(normalized('batch_norm', {}, [null, 8, 4, 4])).toBe(1);
    expect(normalized('layer_norm', {}, [null, 8, 4, 4])).toBeUndefined();
  });
});

describe('curves of PyTorch', () => {
  const curveOf = (op: string, given?: Case) => {
    const operation = operationOf(op, given);
    return operation.type === 'activation' ? operation.activation.curve : 'none';
  };

  it.each([
    ['relu', 'rectifier'],
    ['relu6', 'rectifier'],
    ['sigmoid', 'sigmoid'],
    ['tanh', 'tanh'],
    ['gelu', undefined],
  ])('%s is %s', (op, curve) => {
    expect(curveOf(op)).toBe(curve);
  });

  it('relate classes along the axis of the channels only', () => {
    const vector: Case = { from: [null, 5], to: [null, 5] };
    const along = (dim?: number) => ({ ...vector, attributes: dim === undefined ? {} : { dim } });
    expect(curveOf('softmax', along(-1))).toBe('softmax');
    expect(curveOf('softmax', along(1))).toBe('softmax');
    expect(curveOf('log_softmax', along(1))).toBe('logSoftmax');
    // Over the batch, or along an axis that torch guesses from the rank.
    expect(curveOf('softmax', along(0))).toBeUndefined();
    expect(curveOf('softmax', along())).toBeUndefined();
  });

  it('find the channels of a map before its places', () => {
    const told = (shape: Shape) => ({ shapes: [shape], isDetached: false });
    const map: Shape = [null, 8, 4, 4];
    const from = (node: string): Operand => ({ from: { node, output: 0 } });
    const operationAlong = (dim: number) => {
      const nodes: ProgramNode[] = [
        { name: 'x', op: 'input', operands: [], attributes: {}, told: told(map) },
        {
          ...{ name: 'c', op: 'conv2d', operands: [from('x'), weight(8, 8, 1, 1)] },
          ...{ attributes: {}, told: told(map) },
        },
        { name: 'y', op: 'softmax', operands: [from('c')], attributes: { dim }, told: told(map) },
      ];
      const program = { nodes, outputs: [{ node: 'y', output: 0 }], sourceOf: () => [] };
      return readProgram(program, torch).graph.layers.at(-1)!.operation;
    };
    expect(operationAlong(1)).toMatchObject({ activation: { curve: 'softmax' } });
    expect(operationAlong(-1)).toEqual({
      ...{ type: 'activation', activation: { linear: false, range: 'bounded' } },
    });
  });
});
