import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeSavedModel } from '../../../../../src/engine/tfjs/savedModel/makeSavedModel';

beforeAll(() => tf.setBackend('cpu'));

const layer = (class_name: string, config: object) => ({ class_name, config });

/** A model of one layer of Keras 3. */
async function opened(shape: readonly (number | null)[], className: string, config: object) {
  const input = layer('InputLayer', { name: 'x', batch_shape: [null, ...shape] });
  const layers = [input, layer(className, { name: 'op', ...config })];
  const { model } = await makeSavedModel({
    className: 'Sequential',
    config: { name: 'net', layers },
    weights: { layout: 'manifest', manifest: [] },
    readBeside: () => Promise.resolve(undefined),
  });
  return model;
}

/** The output of a layer of Keras 3 for numbers that count up from 0, and the shape that the model states. */
async function runOn(
  shape: readonly number[],
  className: string,
  config: object,
  weight?: readonly number[],
): Promise<{ readonly stated: unknown; readonly y: tf.Tensor }> {
  const model = await opened(shape, className, config);
  const [kernel] = model.weights;
  if (kernel && weight) model.setWeights([tf.tensor([...weight], kernel.shape as number[])]);
  const size = shape.reduce((a, b) => a * b, 1);
  const y = model.predict(tf.reshape(tf.range(0, size), [1, ...shape])) as tf.Tensor;
  return { stated: model.outputShape, y };
}
const valuesOf = async (...given: Parameters<typeof runOn>): Promise<number[]> => {
  const { stated, y } = await runOn(...given);
  expect(stated).toEqual([null, ...y.shape.slice(1)]);
  return Array.from(y.dataSync(), (value) => Math.round(value * 1e4) / 1e4);
};

describe('sizes of images, as in Keras', () => {
  it('are changed between the centres of pixels', async () => {
    const halves = { height: 2, width: 1 };
    expect(await valuesOf([4, 1, 1], 'Resizing', halves)).toEqual([0.5, 2.5]);
    const nearest = { ...halves, interpolation: 'nearest' };
    expect(await valuesOf([4, 1, 1], 'Resizing', nearest)).toEqual([1, 3]);
    const first = { ...halves, data_format: 'channels_first' };
    expect(await valuesOf([1, 4, 1], 'Resizing', first)).toEqual([0.5, 2.5]);
  });

  it('are cut around the middle', async () => {
    expect(await valuesOf([5, 2, 1], 'CenterCrop', { height: 2, width: 2 })).toEqual([2, 3, 4, 5]);
  });

  it.each([
    ['UpSampling2D', { size: [2, 2], interpolation: 'bicubic' }],
    ['Resizing', { height: 8, width: 8, interpolation: 'lanczos3' }],
    ['Resizing', { height: 8, width: 8, crop_to_aspect_ratio: true }],
  ])('of %s with %j are drawn, and not computed', async (className, config) => {
    await expect(runOn([4, 4, 1], className, config)).rejects.toMatchObject({
      code: 'unbuildable',
      detail: { code: 'saved.unknown-layer-called' },
    });
  });
});

describe('pooling of sequences with their channels first, as in Keras', () => {
  const first = { data_format: 'channels_first' };
  it.each([
    ['MaxPooling1D', { pool_size: [2] }, [1, 3, 5, 7]],
    ['AveragePooling1D', { pool_size: [2] }, [0.5, 2.5, 4.5, 6.5]],
    ['GlobalMaxPooling1D', {}, [3, 7]],
    ['GlobalAveragePooling1D', {}, [1.5, 5.5]],
  ])('%s', async (className, config, expected) => {
    expect(await valuesOf([2, 4], className, { ...config, ...first })).toEqual(expected);
  });
});

it('flattening takes a vector, and an open extent', async () => {
  expect(await valuesOf([3], 'Flatten', {})).toEqual([0, 1, 2]);
  const { outputShape } = await opened([null, 2], 'Flatten', {});
  expect(outputShape).toEqual([null, null]);
});

it('an extent of a reshaping follows from the others', async () => {
  expect(await valuesOf([2, 3], 'Reshape', { target_shape: [-1, 2] })).toEqual([0, 1, 2, 3, 4, 5]);
});

it('a frozen batch normalisation keeps to the statistics that it has', async () => {
  const config = { epsilon: 0 };
  const trained = async (trainable: boolean): Promise<number[]> => {
    const model = await opened([2], 'BatchNormalization', { ...config, trainable });
    const x = tf.tensor2d([1, 2, 3, 6], [2, 2]);
    return [...(model.apply(x, { training: true }) as tf.Tensor).dataSync()].map(Math.round);
  };
  expect(await trained(true)).toEqual([-1, -1, 1, 1]);
  expect(await trained(false)).toEqual([1, 2, 3, 6]);
});

describe('transposed convolution of volumes, as in Keras', () => {
  const plain = { filters: 1, use_bias: false, kernel_size: [1, 1, 2] };
  it('pads its output', async () => {
    const config = { ...plain, strides: [1, 1, 2], output_padding: [0, 0, 1] };
    expect(await valuesOf([1, 1, 2, 1], 'Conv3DTranspose', config, [1, 10])).toEqual([
      0, 0, 1, 10, 0,
    ]);
  });

  it('is dilated', async () => {
    const config = { ...plain, dilation_rate: [1, 1, 2] };
    expect(await valuesOf([1, 1, 2, 1], 'Conv3DTranspose', config, [1, 10])).toEqual([0, 1, 0, 10]);
  });
});

it('a category encoding leaves the shape of its input as it is', async () => {
  const { inputs, outputs } = await opened([3], 'CategoryEncoding', {
    num_tokens: 7,
    output_mode: 'multi_hot',
  });
  expect([...inputs, ...outputs].map(({ shape }) => shape)).toEqual([
    [null, 3],
    [null, 7],
  ]);
});
