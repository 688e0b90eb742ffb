import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runProbe } from '../../../src/engine/probe/runProbe';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { readLayersModel } from '../../../src/engine/tfjs/layersModel/readLayersModel';
import { openBuilt } from '../../../src/engine/tfjs/openedModel';
import { testBackend } from '../../support/testBackend';
import { testContext } from '../tfjs/layersModel/context';
import { oneStep, runOf } from './probing';

const L = tf.layers;
beforeAll(() => openBackend(testBackend));

class Mix extends L.Layer {
  private kernel!: tf.LayerVariable;

  static get className() {
    return 'Mix';
  }
  override build(): void {
    this.kernel = this.addWeight('kernel', [4, 4], 'float32', tf.initializers.glorotNormal({}));
    this.built = true;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.matMul(Array.isArray(inputs) ? inputs[0]! : inputs, this.kernel.read());
  }
}

type Layers = readonly tf.layers.Layer[];
const out = () => [L.flatten(), L.dense({ units: 1, name: 'out' })];
const image = [6, 6, 2];
const mixing = { layers: () => [new Mix({ name: 'mix', inputShape: [3, 4] })] };
const refused: Record<string, [() => Layers, string, RegExp]> = {
  'a matrix that is multiplied with a batch': [
    mixing.layers,
    'mix',
    /gradient of input 'b' has shape '4,4,4'/,
  ],
  'batch norm along another axis than the last': [
    () => [
      L.dense({ units: 2, inputShape: image }),
      L.batchNormalization({ axis: 1, name: 'norm' }),
    ],
    'norm',
    testBackend === 'tensorflow' ? /Invalid TF_Status/ : /must match the product of shape/,
  ],
  'batch norm without a scale': [
    () => [
      L.dense({ units: 2, inputShape: [3, 3] }),
      L.batchNormalization({ scale: false, name: 'norm' }),
    ],
    'norm',
    /reading 'read'/,
  ],
  'a dilated convolution': [
    () => [
      L.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, name: 'conv', inputShape: image }),
    ],
    'conv',
    /dilation rates greater than 1/,
  ],
  'a transposed convolution of volumes': [
    () => [L.conv3dTranspose({ filters: 1, kernelSize: 2, name: 'up', inputShape: [2, 2, 2, 1] })],
    'up',
    /gradient function not found for Conv3DBackpropInputV2/,
  ],
};
const taken: Record<string, () => Layers> = {
  'batch norm along the last axis': () => [
    L.dense({ units: 2, inputShape: image }),
    L.batchNormalization(),
  ],
  'a convolution, pooled': () => [
    L.conv2d({ filters: 2, kernelSize: 2, inputShape: image }),
    L.maxPooling2d({ poolSize: 2 }),
  ],
};

async function probe(layers: () => Layers, source = true) {
  const built = () => {
    const model = tf.sequential({ layers: [...layers(), ...out()] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return readLayersModel(model, { ...testContext, ...(source && { callsOf: () => [] }) });
  };
  const model = await openBuilt(() => Promise.resolve(built()), 1);
  try {
    return (await runProbe(runOf(model, oneStep))).probe;
  } finally {
    model.dispose();
  }
}

describe('a layer that TensorFlow.js as it is shipped refuses to train', () => {
  it.each(Object.entries(refused))('%s is told with its words', async (_, [layers, layer, why]) => {
    const { refused, loss } = await probe(layers);
    expect(refused).toMatchObject({ layer, by: `TensorFlow.js ${tf.version_core}` });
    expect(refused?.reason).toMatch(why);
    // The probe trains it all the same.
    expect(loss.values[0]?.every((value) => typeof value === 'number')).toBe(true);
  });

  it.each(Object.entries(taken))('%s is none', async (_, layers) => {
    expect((await probe(layers)).refused).toBeUndefined();
  });

  it('is not told of a file, which another framework trains', async () => {
    const { layers } = mixing;
    expect((await probe(layers, false)).refused).toBeUndefined();
  });

  it('is refused for a step only: the mends are back afterwards', async () => {
    const { layers } = mixing;
    const { refused: first } = await probe(layers);
    const { refused: second } = await probe(layers);
    expect(second).toEqual(first);
  });
});
