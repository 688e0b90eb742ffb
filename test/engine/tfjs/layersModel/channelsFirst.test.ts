import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { readLayersModel } from '../../../../src/engine/tfjs/layersModel/readLayersModel';
import { testContext } from './context';
import { testBackend } from '../../../support/testBackend';

const L = tf.layers;
const dataFormat = 'channelsFirst' as const;
const graphOf = (...layers: tf.layers.Layer[]) =>
  readLayersModel(tf.sequential({ layers }), testContext).graph;

beforeAll(() => openBackend(testBackend));

it('costs of a convolution count the map, whichever axis holds the channels', () => {
  const graph = graphOf(
    L.conv2d({ filters: 6, kernelSize: 3, padding: 'same', dataFormat, inputShape: [4, 9, 8] }),
  );
  const { layers, totals } = describeNetwork(graph);
  expect(totals.macs).toBe(9 * 8 * (9 * 4 * 6));
  expect(layers.map(({ channelAxis }) => channelAxis)).toEqual([1, 1]);
  expect(layers[1]?.receptiveField).toEqual([3, 3]);
});

it('the axis of the channels spreads to the layers between, and ends where they are last', () => {
  const graph = graphOf(
    L.conv2d({ filters: 6, kernelSize: 3, dataFormat, inputShape: [4, 9, 8] }),
    L.batchNormalization({ axis: 1 }),
    L.activation({ activation: 'relu' }),
    L.maxPooling2d({ poolSize: 2, dataFormat }),
    L.permute({ dims: [2, 3, 1] }),
    L.activation({ activation: 'relu' }),
    L.flatten(),
    L.dense({ units: 3 }),
  );
  expect(graph.layers.map(({ channelAxis }) => channelAxis)).toEqual([
    1,
    1,
    1,
    1,
    1,
    ...Array<undefined>(4),
  ]);
});

it('a U-shape is seen where channels come first', () => {
  const input = tf.input({ shape: [4, 8, 8] });
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor;
  const same = { kernelSize: 3, padding: 'same' as const, dataFormat };
  const top = apply(L.conv2d({ filters: 4, ...same }), input);
  const down = apply(L.conv2d({ filters: 8, ...same, strides: 2 }), top);
  const up = apply(L.upSampling2d({ size: [2, 2], dataFormat }), down);
  const joined = apply(L.concatenate({ axis: 1 }), [top, up]);
  const { graph } = readLayersModel(tf.model({ inputs: input, outputs: joined }), testContext);
  expect(findSkips(graph).items).toMatchObject([{ kind: 'concat', reach: 'long' }]);
  expect(describeNetwork(graph).layers.at(-1)?.channelAxis).toBe(1);
});
