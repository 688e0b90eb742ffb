import { describe, expect, it } from 'vitest';
import { refusedLayer } from '../../../../src/analysis/findings/refusedLayer';
import { layerId, type Shape } from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import { graphOf, layer, operations } from './builders';

const { input, conv, add, concat } = operations;

const refused = (operation: Operation, [a, b]: readonly [Shape, Shape], channelAxis?: number) => {
  const graph = graphOf([
    layer('input', input),
    layer('left', conv, { inputs: ['input'], shape: a }),
    layer('right', conv, { inputs: ['input'], shape: b }),
    layer('merge', operation, { inputs: ['left', 'right'] }),
  ]);
  const layers = graph.layers.map((each) => ({
    ...each,
    ...(channelAxis !== undefined && { channelAxis }),
  }));
  return refusedLayer(layerId('merge'), { ...graph, layers }, []);
};

describe('the layer that refused its inputs', () => {
  it('would take them behind a projection, from the higher resolution to the lower', () => {
    expect(
      refused(add, [
        [null, 4, 4, 16],
        [null, 8, 8, 4],
      ]),
    ).toEqual({
      layer: 'merge',
      slots: [0, 1],
      fit: { slot: 1, axes: 2, channels: 16, strides: 2 },
    });
  });

  it('has its channels where the framework puts them', () => {
    expect(
      refused(
        add,
        [
          [null, 16, 4, 4],
          [null, 4, 8, 8],
        ],
        1,
      ).fit,
    ).toMatchObject({
      slot: 1,
      channels: 16,
      strides: 2,
    });
  });

  it('is told no layer that is not sure to help', () => {
    expect(
      refused(add, [
        [null, 5, 5, 16],
        [null, 8, 8, 16],
      ]).fit,
    ).toBeUndefined();
    expect(
      refused(add, [
        [null, 16],
        [null, 8, 8, 16],
      ]).fit,
    ).toBeUndefined();
    expect(
      refused(concat, [
        [null, 4, 4, 16],
        [null, 8, 8, 4],
      ]).fit,
    ).toBeUndefined();
  });
});
