import * as tf from '@tensorflow/tfjs-core';
import { mend, noteMended } from './mends';

/** Corrects operations that fail before their kernel or gradient is reached. */
export function mendOperations(): void {
  mendDilatedFusedConvolution();
  mendPlainBatchNorm();
}

type FusedConvolution = Parameters<typeof tf.fused.conv2d>[0];

/** A fused convolution with dilation and no activation refuses to be differentiated; its parts do not. */
function mendDilatedFusedConvolution(): void {
  const shipped = tf.fused.conv2d;
  const inParts = ({ x, filter, strides, pad, dataFormat, dilations, bias }: FusedConvolution) => {
    const image = tf.conv2d(x as tf.Tensor4D, filter, strides, pad, dataFormat, dilations);
    return bias ? tf.add<tf.Tensor4D>(image, bias) : image;
  };
  const mended = (call: FusedConvolution) => {
    const dilated = [call.dilations ?? 1].flat().some((step) => step > 1);
    // Layers leave out what they do not set as `null`.
    const plain = (call.activation ?? 'linear') === 'linear';
    if (dilated) noteMended();
    return dilated && plain ? tf.tidy(() => inParts(call)) : shipped(call);
  };
  mend(
    () => Object.assign(tf.fused, { conv2d: mended }),
    () => Object.assign(tf.fused, { conv2d: shipped }),
  );
}

/** Batch norm without scale or offset puts inputs that do not exist on the tape, which breaks the backward pass. */
function mendPlainBatchNorm(): void {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  const complete = (inputs: tf.NamedTensorMap): tf.NamedTensorMap => {
    const { mean, scale, offset } = inputs as Partial<tf.NamedTensorMap>;
    const shape = mean?.shape ?? [];
    return { ...inputs, scale: scale ?? tf.ones(shape), offset: offset ?? tf.zeros(shape) };
  };
  const mended: typeof runKernel = (name, inputs, attributes) =>
    runKernel(name, name === tf.FusedBatchNorm ? complete(inputs) : inputs, attributes);
  mend(
    () => Object.assign(engine, { runKernel: mended }),
    () => Object.assign(engine, { runKernel }),
  );
}
