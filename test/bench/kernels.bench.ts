import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { dirname, sep } from 'node:path';
import { densenet40 } from '../../examples/densenet';
import { createLstmClassifier } from '../../examples/lstm';
import { mobileNetV2 } from '../../examples/mobilenetv2';
import { resnet20 } from '../../examples/resnet20';
import { sigmoidMlp } from '../../examples/sigmoidMlp';
import { transformerEncoder } from '../../examples/transformer';
import { unet } from '../../examples/unet';
import { unet3d } from '../../examples/unet3d';
import { openBackend } from '../../src/engine/tfjs/backends/openBackend';

/** Milliseconds; the median of each, and the least of ours, which other work on the machine disturbs least. */
interface Row {
  readonly what: string;
  readonly shipped: number | string;
  readonly ours: number | string;
  readonly least: number | string;
  readonly times: number | string;
}

/** The wasm backend as TensorFlow.js ships it against ours: single kernels, then whole training steps. */
export async function bench(): Promise<Row[]> {
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  await tf.setBackend('wasm');
  const work = [...kernels(), ...steps()];
  const shipped = work.map(({ run }) => measure(run));
  await openBackend('wasm');
  return work.map(({ what, run }, index) => row(what, shipped[index] ?? {}, measure(run)));
}

const row = (what: string, shipped: Measured, ours: Measured): Row => ({
  what,
  shipped: shipped.median ?? shipped.failure ?? '',
  ours: ours.median ?? ours.failure ?? '',
  least: ours.least ?? '',
  times: shipped.median && ours.median ? round(shipped.median / ours.median) : '',
});

interface Work {
  readonly what: string;
  readonly run: () => void;
}

const round = (value: number) => Number(value.toPrecision(3));

interface Measured {
  readonly median?: number;
  readonly least?: number;
  readonly failure?: string;
}

/** Runs for about a second, at least five times; tensors are freed. */
function measure(run: () => void): Measured {
  const times: number[] = [];
  try {
    tf.tidy(run);
    const end = performance.now() + 1000;
    while (times.length < 5 || (performance.now() < end && times.length < 200)) {
      const start = performance.now();
      tf.tidy(run);
      times.push(performance.now() - start);
    }
  } catch (error) {
    return { failure: String(error).slice('Error: '.length, 55) };
  }
  times.sort((a, b) => a - b);
  const [least = 0, median = 0] = [times[0], times[Math.floor(times.length / 2)]];
  return { least: round(least), median: round(median) };
}

const normal = (...shape: number[]) => tf.randomNormal(shape, 0, 1, 'float32', 1);

function kernels(): Work[] {
  const [image, filter] = [normal(16, 32, 32, 16), normal(3, 3, 16, 16)];
  const [row, taps] = [normal(16), normal(3, 3, 16, 1)];
  const [matrix, batch] = [normal(256, 256), normal(16, 64, 64)];
  const filterShape = [3, 3, 16, 16];
  const convolution = { strides: 1, pad: 'same', dataFormat: 'NHWC' };
  const depthwise = { ...convolution, dilations: 1 };
  const pooling = { filterSize: 2, strides: 2, pad: 'same' };
  const run = (kernel: string, inputs: tf.NamedTensorMap, attributes: object) => () =>
    void tf.engine().runKernel(kernel, inputs, attributes as never);
  return [
    ['Conv2DBackpropFilter', { x: image, dy: image }, { ...convolution, filterShape }],
    ['Conv2DBackpropInput', { dy: image, filter }, { ...convolution, inputShape: image.shape }],
    [
      'DepthwiseConv2dNativeBackpropFilter',
      { x: image, dy: image },
      { ...depthwise, filterShape: taps.shape },
    ],
    [
      'DepthwiseConv2dNativeBackpropInput',
      { dy: image, filter: taps },
      { ...depthwise, inputShape: image.shape },
    ],
    ['MaxPoolGrad', { dy: normal(16, 16, 16, 16), input: image, output: image }, pooling],
    ['AvgPoolGrad', { dy: normal(16, 16, 16, 16), input: image }, pooling],
    ['FusedBatchNorm', batchNormOf(image, row), { varianceEpsilon: 1e-3 }],
    ['Sum', { x: image }, { axis: [0, 1, 2], keepDims: false }],
    ['Tile', { x: tf.reshape(row, [1, 1, 1, 16]) }, { reps: [16, 32, 32, 1] }],
    ['Concat', [image, image], { axis: 3 }],
    ['SplitV', { x: image }, { axis: 3, numOrSizeSplits: [8, 8] }],
    ['Identity', { x: image }, {}],
    ['BatchMatMul', { a: matrix, b: matrix }, { transposeA: true, transposeB: false }],
    ['BatchMatMul', { a: matrix, b: matrix }, { transposeA: false, transposeB: true }],
    ['BatchMatMul', { a: batch, b: batch }, { transposeA: false, transposeB: true }],
  ].map(([kernel, inputs, attributes]) => ({
    what: nameOf(kernel as string, inputs as unknown as tf.NamedTensorMap, attributes as object),
    run: run(kernel as string, inputs as unknown as tf.NamedTensorMap, attributes as object),
  }));
}

const batchNormOf = (x: tf.Tensor, row: tf.Tensor) => ({
  x,
  mean: row,
  variance: tf.abs(row),
  offset: row,
  scale: row,
});

function nameOf(kernel: string, inputs: tf.NamedTensorMap, attributes: object): string {
  const shapes = Object.values(inputs).map(({ shape }) => shape.join('×'));
  const flags = Object.entries(attributes).flatMap(([name, on]) => (on === true ? [name] : []));
  return [kernel, ...shapes.slice(0, 2), ...flags].join(' ');
}

function steps(): Work[] {
  const models: [string, tf.LayersModel, number][] = [
    ['sigmoidMlp', sigmoidMlp(), 16],
    ['resnet20', resnet20(), 16],
    ['densenet40', densenet40(), 4],
    ['unet', unet(), 4],
    ['unet3d', unet3d(), 4],
    ['mobileNetV2', mobileNetV2(), 4],
    ['transformerEncoder', transformerEncoder(), 4],
    ['lstm', createLstmClassifier(), 4],
  ];
  return models.map(([name, model, batch]) => ({
    what: `training step of ${name}, batch ${batch}`,
    run: trainingStep(model, batch),
  }));
}

/** Forward, mean squared error, backward and an SGD update that is too small to change anything. */
function trainingStep(model: tf.LayersModel, batch: number): () => void {
  const optimizer = tf.train.sgd(1e-9);
  const variables = model.trainableWeights
    .map((weight) => weight.read())
    .filter((weight) => weight instanceof tf.Variable);
  const shape = model.inputs[0]?.shape.slice(1).map((size) => size ?? 16) ?? [];
  // Small whole numbers are pixels and token ids alike.
  const x = tf.randomUniform([batch, ...shape], 0, 10, 'int32', 3).toFloat();
  const loss = () => tf.mean(tf.square(model.apply(x, { training: true }) as tf.Tensor));
  return () => void optimizer.minimize(() => tf.mean(loss()).asScalar(), false, variables);
}
