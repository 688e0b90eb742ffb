import { describe, expect, it } from 'vitest';
import { curved } from '../../../../src/engine/opGraph/operations/activations';
import type { Shape } from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import { chain, findingsOf, graphOf, layer, operations } from './builders';

const { batchNorm, dropout, globalPool, layerNorm, relu } = operations;
const [dense, conv] = [operations.linear, operations.linearConv];
const depthwise: Operation = { ...conv, depthwise: true };
const transposed: Operation = { ...conv, transposed: true };
const flatten: Operation = { type: 'passive', effect: 'reshape' };
const bent: Operation = { ...dense, activation: curved('rectifier') };
const row: Operation = { ...conv, window: { size: [1, 7], strides: [1, 1], dilation: [1, 1] } };
const map: Shape = [null, 8, 8, 4];

/** input → l1 → …, each with its operation and shape. */
const path = (from: Shape, ...steps: [Operation, Shape][]) =>
  graphOf([
    layer('input', operations.input, { shape: from }),
    ...steps.map(([operation, shape], i) =>
      layer(`l${i + 1}`, operation, {
        inputs: [i === 0 ? 'input' : `l${i}`],
        shape,
        line: i + 1,
      }),
    ),
  ]);
const vector = (units: number): Shape => [null, units];

describe('missing-nonlinearity', () => {
  it('names both layers of a pair that is one linear map', () => {
    const graph = path(vector(784), [dense, vector(30)], [dense, vector(10)]);
    expect(findingsOf(graph)).toMatchObject([
      {
        code: 'missing-nonlinearity',
        variant: 'one-map',
        severity: 'warning',
        layer: 'l1',
        source: { line: 1 },
        evidence: { next: 'l2' },
      },
    ]);
  });

  it.each<[string, [Operation, Shape][]]>([
    ['batch norm', [[batchNorm, map]]],
    ['dropout', [[dropout, map]]],
    [
      'batch norm and dropout',
      [
        [batchNorm, map],
        [dropout, map],
      ],
    ],
  ])('looks through %s', (_, between) => {
    const graph = path(map, [conv, map], ...between, [conv, map]);
    expect(findingsOf(graph)).toMatchObject([{ code: 'missing-nonlinearity', layer: 'l1' }]);
  });

  it('looks through the flattening of a map', () => {
    const graph = path(map, [conv, map], [flatten, vector(256)], [dense, vector(4)]);
    expect(findingsOf(graph)).toMatchObject([{ code: 'missing-nonlinearity', layer: 'l1' }]);
  });

  it('is information for a factorisation of low rank', () => {
    const graph = path(vector(64), [dense, vector(8)], [dense, vector(64)]);
    expect(findingsOf(graph)).toMatchObject([
      { code: 'missing-nonlinearity', variant: 'low-rank', severity: 'info' },
    ]);
  });

  it('is quiet about a linear bottleneck with its own norm, as MobileNetV2 has', () => {
    const narrow: Shape = [null, 8, 8, 2];
    const graph = path(map, [conv, narrow], [batchNorm, narrow], [conv, map]);
    expect(findingsOf(graph)).toEqual([]);
  });

  it.each<[string, [Operation, Shape][]]>([
    [
      'an activation between',
      [
        [conv, map],
        [relu, map],
        [conv, map],
      ],
    ],
    [
      'an activation of the first layer',
      [
        [bent, vector(8)],
        [dense, vector(4)],
      ],
    ],
    ['one layer alone', [[dense, vector(1)]]],
    [
      'layer norm between',
      [
        [dense, vector(8)],
        [layerNorm, vector(8)],
        [dense, vector(4)],
      ],
    ],
    [
      'pooling, which may be by maximum',
      [
        [conv, map],
        [globalPool, vector(4)],
        [dense, vector(4)],
      ],
    ],
    [
      'a depthwise convolution and its pointwise one',
      [
        [depthwise, map],
        [conv, map],
      ],
    ],
    [
      'a window that is split into its axes',
      [
        [row, map],
        [conv, map],
      ],
    ],
    [
      'upsampling by a transposed convolution',
      [
        [transposed, map],
        [conv, map],
      ],
    ],
    [
      'a vector that is made a map',
      [
        [dense, vector(256)],
        [flatten, map],
        [conv, map],
      ],
    ],
  ])('is quiet about %s', (_, steps) => {
    expect(findingsOf(path(map, ...steps))).toEqual([]);
  });

  it('is quiet about one whose block expands nothing, as the first of MobileNetV3-Small', () => {
    const ones = { size: [1, 1], strides: [1, 1], dilation: [1, 1] };
    const pointwise: Operation = { ...conv, window: ones };
    const narrow = map;
    const wide: Shape = [null, 8, 8, 18];
    const norm: [Operation, Shape] = [batchNorm, narrow];
    const blocks = (kind: Operation, ...between: [Operation, Shape][]) =>
      path(narrow, [relu, narrow], [kind, narrow], ...between, [pointwise, wide], [relu, wide]);
    expect(findingsOf(blocks(pointwise, norm))).toEqual([]);
    expect(findingsOf(blocks(pointwise))).toMatchObject([{ variant: 'one-map' }]);
    const window = { ...ones, size: [3, 3] };
    expect(findingsOf(blocks({ ...conv, window }, norm))).toMatchObject([{ variant: 'one-map' }]);
  });

  it('takes no more than linear time over a hundred thousand layers', () => {
    const graph = chain(100_000, dense);
    const [, last] = findingsOf(graph);
    expect(last?.evidence.layers.length).toBeGreaterThan(90_000);
  });

  it('is quiet where another layer reads the first one too', () => {
    const graph = graphOf([
      layer('input', operations.input),
      layer('l1', dense, { inputs: ['input'] }),
      layer('l2', bent, { inputs: ['l1'] }),
      layer('l3', dense, { inputs: ['l1'] }),
      layer('sum', operations.add, { inputs: ['l2', 'l3'] }),
    ]);
    expect(findingsOf(graph)).toEqual([]);
  });

  it('counts the channels where they lie, as PyTorch has them first', () => {
    const first = (channels: number): Shape => [null, channels, 8, 8];
    const { layers } = path(
      first(64),
      [conv, first(16)],
      [batchNorm, first(16)],
      [conv, first(64)],
    );
    // 16 of 64 channels with a norm of their own: a linear bottleneck. By the last axis all are 8.
    expect(findingsOf(graphOf(layers.map((each) => ({ ...each, channelAxis: 1 }))))).toEqual([]);
    expect(findingsOf(graphOf(layers))).toMatchObject([{ code: 'missing-nonlinearity' }]);
  });
});
