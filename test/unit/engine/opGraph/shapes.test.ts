import { describe, expect, it } from 'vitest';
import { linear } from '../../../../src/engine/opGraph/operations/activations';
import { operations } from '../../../../src/engine/opGraph/operations/table';
import type { Padding } from '../../../../src/engine/opGraph/operations/settings';

const channelsLast = { spatial: [1, 2], channels: 3 };
const convolution = (padding: Padding | undefined, stride: number, dilation = 1) => ({
  layout: channelsLast,
  strides: [stride, stride],
  dilation: [dilation, dilation],
  padding,
  kernel: { size: [3, 3], channels: 7 },
  activation: linear,
});

describe('the shape of a convolution', () => {
  it.each([
    ['same', 2, 1, 5],
    ['valid', 2, 1, 4],
    ['valid', 1, 2, 5],
    [[[1, 1], [1, 1]], 2, 1, 5], // prettier-ignore
    [[[0, 2], [2, 0]], 1, 1, 9], // prettier-ignore
  ] as const)(
    'with padding %j, stride %d and dilation %d has %d rows',
    (padding, stride, dilation, rows) => {
      const settings = convolution(padding, stride, dilation);
      expect(operations.convolution.shapes([[null, 9, 9, 3]], settings)).toEqual([
        [null, rows, rows, 7],
      ]);
    },
  );

  it('follows the layout, and leaves open what it cannot know', () => {
    const first = { ...convolution('same', 2), layout: { spatial: [2, 3], channels: 1 } };
    expect(operations.convolution.shapes([[null, 3, 9, null]], first)).toEqual([
      [null, 7, 5, null],
    ]);
    expect(operations.convolution.shapes([[null, 9, 9, 3]], convolution(undefined, 1))).toEqual([
      undefined,
    ]);
    expect(operations.convolution.shapes([undefined], convolution('same', 1))).toEqual([undefined]);
  });

  it.each([
    ['same', undefined, [null, 18, 18, 7]],
    ['valid', undefined, [null, 19, 19, 7]],
    ['valid', [-1, 20, 20, 7], [null, 20, 20, 7]],
  ] as const)('transposed with padding %s and target %j is %j', (padding, target, shape) => {
    const settings = { ...convolution(padding, 2), target };
    expect(operations.transposedConvolution.shapes([[null, 9, 9, 3]], settings)).toEqual([shape]);
  });
});

describe('the shape of what is joined, cut or rearranged', () => {
  const x = [null, 6, 4];

  it('is told for each output of a split', () => {
    expect(operations.split.shapes([x], { axis: -1, parts: 2 })).toEqual([
      [null, 6, 2],
      [null, 6, 2],
    ]);
    expect(operations.split.shapes([x], { axis: 2, parts: 3 })[0]).toEqual([null, 6, null]);
    expect(operations.splitBySizes.shapes([x], { axis: 1, sizes: [1, -1, 2] })).toEqual([
      [null, 1, 4],
      [null, 3, 4],
      [null, 2, 4],
    ]);
    expect(operations.unstack.shapes([[3, 2]], { axis: 0, parts: 3 })).toEqual([[2], [2], [2]]);
  });

  it('follows an index place by place', () => {
    const cut = { kind: 'cut', begin: undefined, end: undefined, step: 1 } as const;
    const places = [
      cut,
      { ...cut, begin: -1, end: 0, step: -2 },
      { kind: 'newAxis' },
      { kind: 'index' },
    ] as const;
    expect(operations.index.shapes([[null, 6, 4, 5]], { places })).toEqual([[null, 3, 1, 5]]);
    expect(operations.index.shapes([x], { places: undefined })).toEqual([]);
  });

  it('adds extents up along a joined axis only', () => {
    expect(operations.join.shapes([x, [null, 6, 3]], { axis: -1 })).toEqual([[null, 6, 7]]);
    expect(operations.join.shapes([x, undefined], { axis: -1 })).toEqual([[null, 6, null]]);
    expect(operations.stack.shapes([x, x], { axis: 1 })).toEqual([[null, 2, 6, 4]]);
  });

  it('multiplies matrices, one of them transposed', () => {
    const settings = { transposesFirst: false, transposesSecond: true, activation: linear };
    expect(operations.matrixProduct.shapes([x, [9, 4]], settings)).toEqual([[null, 6, 9]]);
    const both = { ...settings, transposesFirst: true };
    expect(
      operations.matrixProduct.shapes(
        [
          [4, null],
          [9, 4],
        ],
        both,
      ),
    ).toEqual([[null, 9]]);
    expect(operations.matrixProduct.shapes([x, [9, 4]], both)).toEqual([]);
  });

  it('drops axes of extent 1 only where all extents are known', () => {
    expect(operations.dropAxes.shapes([[2, 1, 3]], { axes: [] })).toEqual([[2, 3]]);
    expect(operations.dropAxes.shapes([[null, 1, 3]], { axes: [] })).toEqual([]);
    expect(operations.dropAxes.shapes([[null, 1, 3]], { axes: [-2] })).toEqual([[null, 3]]);
  });
});

describe('a reduction', () => {
  const facts = {
    ...{ flowing: 1, kernelEntries: 0, weightEntries: 0 },
    ...{ output: undefined, channelAxis: undefined },
  };
  const settings = { keepsAxes: false, axes: [2, 3] };

  it('is a global pooling where it keeps the channels, wherever those are', () => {
    const inputs = [[null, 8, 4, 4]];
    const reduce = (channels: number) =>
      operations.reduce.signal({ ...facts, inputs }, { ...settings, channels });
    expect(reduce(1)).toEqual({ type: 'pool', global: true });
    expect(reduce(-1)).toEqual({ type: 'passive', effect: 'slice' });
    const known = { ...facts, inputs, channelAxis: 1 };
    expect(operations.reduce.signal(known, { ...settings, channels: -1 })).toEqual({
      ...{ type: 'pool', global: true },
    });
  });
});
