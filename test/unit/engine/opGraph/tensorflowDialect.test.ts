import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../../src/shared/network/network';
import { tensorflow } from '../../../../src/engine/opGraph/dialects/tensorflow';
import type { Operand, ProgramNode } from '../../../../src/engine/opGraph/program';
import { readProgram } from '../../../../src/engine/opGraph/readProgram';

const x: Operand = { from: { node: 'x', output: 0 } };
const settings = (...values: number[]): Operand => ({
  constant: { id: 'c', shape: [values.length], isWeight: false, trainable: false, values },
});
const weights = (...shape: number[]): Operand => ({
  constant: { id: 'w', shape, isWeight: true, trainable: false, values: undefined },
});
const coded = (text: string) => ({ s: Buffer.from(text).toString('base64') });
const list = (...i: number[]) => ({ list: { i: i.map(String) } });
const int = (i: number) => ({ i: String(i) });
const dims = (shape: Shape) => ({
  shape: { dim: shape.map((size) => ({ size: String(size ?? -1) })) },
});

/** The layer of one operation on an input of this shape. */
function layerOf(shape: Shape, op: string, operands: Operand[], attributes: object = {}) {
  const nodes: ProgramNode[] = [
    { name: 'x', op: 'Placeholder', operands: [], attributes: { shape: dims(shape) } },
    { name: 'y', op, operands, attributes: { ...attributes } },
  ];
  const program = { nodes, outputs: [{ node: 'y', output: 0 }], sourceOf: () => [] };
  const { graph, unknownShapes } = readProgram(program, tensorflow);
  const { operation, outputShape } = graph.layers.at(-1)!;
  return { operation, shape: unknownShapes === 0 ? outputShape[0] : undefined };
}
const shapeOf = (...given: Parameters<typeof layerOf>) => layerOf(...given).shape;

type Given = Parameters<typeof layerOf>;

describe('an index of a saved graph', () => {
  const cube = [null, 6, 5, 4];
  /** The operands and attributes of an index; masks have one bit per place. */
  const index = (
    places: readonly (readonly [begin: number, end: number, step: number])[],
    masks: Readonly<Record<string, number>>,
  ): Given => {
    const lists = [0, 1, 2].map((part) => settings(...places.map((place) => place[part] ?? 0)));
    const named = Object.entries(masks).map(([mask, bits]) => [`${mask}_mask`, int(bits)]);
    return [cube, 'StridedSlice', [x, ...lists], Object.fromEntries(named) as object];
  };
  const all = [0, 0, 1] as const;

  it.each<[string, Given, Shape]>([
    ['[…, 0:2]', index([all, [0, 2, 1]], { ellipsis: 1 }), [null, 6, 5, 2]],
    [
      '[:, 1:3, …]',
      index([all, [1, 3, 1], all], { ellipsis: 4, begin: 1, end: 1 }),
      [null, 2, 5, 4],
    ],
    [
      '[…, 1, :]',
      index([all, [1, 2, 1], all], { ellipsis: 1, shrink_axis: 2, begin: 4, end: 4 }),
      [null, 6, 4],
    ],
    [
      '[:, …, newaxis]',
      index([all, all, all], { ellipsis: 2, new_axis: 4, begin: 1, end: 1 }),
      [null, 6, 5, 4, 1],
    ],
    ['[:, ::-2]', index([all, [0, 0, -2]], { begin: 3, end: 3 }), [null, 3, 5, 4]],
    ['[:, -2:]', index([all, [-2, 0, 1]], { begin: 1, end: 3 }), [null, 2, 5, 4]],
  ])('%s', (_, given, shape) => {
    expect(shapeOf(...given)).toEqual(shape);
  });

  it('with computed places has a shape that is not known', () => {
    const operands = [x, x, settings(1), settings(1)];
    expect(shapeOf(cube, 'StridedSlice', operands)).toBeUndefined();
  });
});

describe('the windows of a saved graph', () => {
  const explicit = { padding: coded('EXPLICIT'), explicit_paddings: list(0, 0, 1, 2, 3, 0, 0, 0) };
  const volume = { strides: list(1, 2, 2, 2, 1), padding: coded('SAME') };
  const first = { padding: coded('VALID'), data_format: coded('NCDHW') };
  const pool = { ...volume, ksize: list(1, 2, 2, 2, 1) };
  it.each<[string, Given, Shape]>([
    [
      'explicit paddings',
      [[null, 9, 8, 3], 'Conv2D', [x, weights(3, 3, 3, 7)], explicit],
      [null, 10, 9, 7],
    ],
    [
      'a volume',
      [[null, 5, 6, 7, 2], 'Conv3D', [x, weights(3, 3, 3, 2, 4)], volume],
      [null, 3, 3, 4, 4],
    ],
    [
      'a volume, channels first',
      [[null, 2, 5, 6, 7], 'Conv3D', [x, weights(1, 3, 3, 2, 4)], first],
      [null, 4, 5, 4, 5],
    ],
    ['pooling a volume', [[null, 4, 4, 4, 2], 'MaxPool3D', [x], pool], [null, 2, 2, 2, 2]],
  ])('%s', (_, given, shape) => {
    expect(shapeOf(...given)).toEqual(shape);
  });
});

describe('what a saved graph rearranges', () => {
  const pick = (axis: number): Operand[] => [x, settings(3, 1, 2), settings(axis)];
  const blocks = (...pads: number[]): Operand[] => [x, settings(2, 3), settings(...pads)];
  const first = { block_size: int(2), data_format: coded('NCHW') };
  it.each<[Given, Shape | undefined]>([
    [
      [[null, 6, 4], 'GatherV2', pick(1)],
      [null, 3, 4],
    ],
    [[[null, 6, 4], 'GatherV2', pick(-1), { batch_dims: int(1) }], undefined],
    [
      [[null, 4, 5, 8], 'DepthToSpace', [x], { block_size: int(2) }],
      [null, 8, 10, 2],
    ],
    [
      [[null, 8, 4, 6], 'SpaceToDepth', [x], first],
      [null, 32, 2, 3],
    ],
    [
      [[null, 4, null, 3], 'SpaceToDepth', [x], { block_size: int(2) }],
      [null, 2, null, 12],
    ],
    [
      [[null, 7, 9, 3], 'SpaceToBatchND', blocks(0, 1, 0, 0)],
      [null, 4, 3, 3],
    ],
    [
      [[null, 7, 9, 3], 'SpaceToBatchND', blocks(0, 0, 0, 0)],
      [null, null, 3, 3],
    ],
    [
      [[null, 4, 3, 3], 'BatchToSpaceND', blocks(0, 1, 0, 0)],
      [null, 7, 9, 3],
    ],
    [
      [[null, 4, 3], 'ReverseV2', [x, settings(1)]],
      [null, 4, 3],
    ],
    [
      [[null, 1, 3], 'BroadcastTo', [x, settings(-1, 4, 3)]],
      [null, 4, 3],
    ],
  ])('%j', (given, shape) => {
    const { operation, shape: found } = layerOf(...given);
    expect([operation.type, found]).toEqual(['passive', shape]);
  });

  it('looks vectors up in a table, and picks entries of a tensor', () => {
    const table = weights(100, 8);
    expect(layerOf([null, 5], 'GatherV2', [table, x, settings(0)]).operation.type).toBe('source');
    expect(layerOf([null, 5], 'GatherV2', [x, x, settings(0)]).operation).toEqual({
      type: 'merge',
      how: 'other',
    });
  });
});

describe('what carries no gradient in a saved graph', () => {
  it.each(['Greater', 'ZerosLike', 'Floor', 'LogicalNot', 'Rank'])('%s', (op) => {
    expect(layerOf([null, 4], op, [x]).operation.type).toBe('source');
  });

  it.each(['DT_INT64', 'DT_UINT8', 'DT_BOOL', 'DT_STRING'])('an input of type %s', (type) => {
    const attributes = { dtype: { type }, shape: dims([null, 4]) };
    expect(layerOf([null, 4], 'Placeholder', [], attributes).operation).toEqual({
      type: 'input',
      carriesGradient: false,
    });
  });
});
