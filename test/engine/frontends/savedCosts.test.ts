import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { NetworkGraph } from '../../../src/shared/network/network';
import { openSaved } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';
import { buildSeeded } from '../probe/probing';

const L = tf.layers;

/** A `to_json()` of Keras for a chain of layers on one input. */
function kerasChain(shape: (number | null)[], layers: readonly [string, object][]): string {
  const named = layers.map(([class_name, config], i) => ({
    class_name,
    config: { name: `l${i}`, ...config },
  }));
  const input = { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: shape } };
  return JSON.stringify({
    class_name: 'Sequential',
    config: { name: 'chain', layers: [input, ...named] },
    keras_version: '2.15.0',
    backend: 'tensorflow',
  });
}

async function networkOf(text: string) {
  const opened = await openSaved('chain.json', text);
  try {
    return describeNetwork(opened.graph);
  } finally {
    opened.dispose();
  }
}

beforeAll(() => openBackend(testBackend));

describe('the costs of a saved model', () => {
  it('count a grouped convolution by the channels of its groups', async () => {
    const grouped = { filters: 8, kernel_size: [3, 3], padding: 'same', groups: 4 };
    const { totals } = await networkOf(kerasChain([null, 5, 6, 8], [['Conv2D', grouped]]));
    expect(totals).toMatchObject({ parameters: 3 * 3 * 2 * 8 + 8, macs: 5 * 6 * 3 * 3 * 2 * 8 });
  });

  it('are not known where a layer multiplies by weights that nobody has seen', async () => {
    const { totals } = await networkOf(kerasChain([null, 8], [['my>DenseMixer', {}]]));
    expect(totals.macs).toBeUndefined();
  });

  it('count the weights by which a ConvNeXt scales its channels', async () => {
    const scale = { projection_dim: 8, init_values: 1e-6 };
    const { totals } = await networkOf(kerasChain([null, 5, 6, 8], [['LayerScale', scale]]));
    expect(totals).toMatchObject({ parameters: 8, macs: 0 });
  });
});

it('a convolution with its channels first costs what it costs with them last', () => {
  const config = { filters: 6, kernelSize: 3, padding: 'same' } as const;
  const macsOf = (make: () => tf.layers.Layer): number | undefined => {
    const model = buildSeeded(() => tf.sequential({ layers: [make()] }), 1);
    model.dispose();
    return describeNetwork(model.graph).totals.macs;
  };
  const dataFormat = 'channelsFirst' as const;
  const transposed = { ...config, filters: 6, strides: 2, inputShape: [5, 7, 4] };
  expect([
    macsOf(() => L.conv2d({ ...config, dataFormat, inputShape: [4, 9, 8] })),
    macsOf(() => L.conv2dTranspose({ ...transposed, dataFormat, inputShape: [4, 5, 7] })),
    macsOf(() =>
      L.timeDistributed({ layer: L.conv2d({ ...config, dataFormat }), inputShape: [3, 4, 9, 8] }),
    ),
  ]).toEqual([72 * 9 * 4 * 6, 35 * 9 * 4 * 6, 3 * 72 * 9 * 4 * 6]);
  expect(macsOf(() => L.conv2dTranspose(transposed))).toBe(35 * 9 * 4 * 6);
});

describe('the receptive field of a global pooling of each time step', () => {
  const graphOf = (make: () => tf.LayersModel): NetworkGraph => {
    const model = buildSeeded(make, 1);
    model.dispose();
    return model.graph;
  };

  it('is one whole step', () => {
    const make = () =>
      tf.sequential({
        layers: [
          L.timeDistributed({
            layer: L.conv2d({ filters: 2, kernelSize: 3, padding: 'same' }),
            inputShape: [5, 12, 10, 1],
          }),
          L.timeDistributed({ layer: L.globalAveragePooling2d({}) }),
          L.lstm({ units: 2 }),
        ],
      });
    const fields = describeNetwork(graphOf(make)).layers.map((layer) => layer.receptiveField);
    expect(fields).toEqual([[1, 1, 1], [1, 3, 3], [1, 12, 10], 'all']);
  });
});
