import {
  AvgPool3D,
  Conv3D,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  MaxPool3D,
  MaxPool3DGrad,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { reachedShape as reachedByWindows, type VolumeWindows } from '../tensors/reachedShape';
import { type JsBackend, type KernelCall, putKernel, type TensorMemory } from './kernel';

interface Attributes extends VolumeWindows {
  readonly filterShape?: readonly number[];
  readonly inputShape?: readonly number[];
}
type Inputs = Readonly<Record<string, TensorInfo>>;
type Call = KernelCall<Inputs, Attributes>;

/**
 * Shipped: if a stride is longer than the window, `same` padding of volumes comes out below zero, and the
 * windows start inside of the input; TensorFlow's padding is never below zero. Over what the windows
 * reach, no padding is needed, and the shipped kernels are right.
 */
export function putVolumePadding(backend: JsBackend): void {
  for (const kernel of [Conv3D, AvgPool3D]) putKernel(backend, kernel, ofCutInput('x'));
  if (backend === 'wasm') return;
  putKernel(backend, MaxPool3D, ofCutInput('x'));
  putKernel(backend, Conv3DBackpropFilterV2, ofCutInput('x'));
  putKernel(backend, MaxPool3DGrad, (call: Call) => {
    const { input } = call.inputs;
    const dx = ofCutInput('input')(call);
    return input ? grown(call.memory, dx, input.shape) : dx;
  });
  putKernel(backend, Conv3DBackpropInputV2, (call: Call) => {
    const { inputShape = [] } = call.attrs;
    const reached = reachedShape(inputShape, call);
    if (!reached) return call.shipped();
    const dx = call.shipped({ attrs: { ...call.attrs, inputShape: reached } });
    return grown(call.memory, dx, inputShape);
  });
}

/** The part of a batch of volumes that the windows of a call reach; `undefined` if that is all of it. */
const reachedShape = (shape: readonly number[], { attrs, inputs }: Call): number[] | undefined =>
  reachedByWindows(shape, attrs.filterSize ?? attrs.filterShape ?? inputs['filter']?.shape, attrs);

/** Runs the shipped kernel on the part of an input that the windows reach. */
const ofCutInput =
  (name: 'x' | 'input') =>
  (call: Call): TensorInfo => {
    const given = call.inputs[name];
    const reached = given && reachedShape(given.shape, call);
    if (!reached) return call.shipped();
    const cut = call.memory.unset(reached);
    copyRows(
      { shape: given.shape, values: call.memory.floats(given) },
      { shape: reached, values: call.memory.floats(cut) },
    );
    const result = call.shipped({ inputs: { ...call.inputs, [name]: cut } });
    call.memory.free(cut);
    return result;
  };

interface Volume {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Copies the rows that two batches of volumes have in common. */
function copyRows(from: Volume, to: Volume): void {
  const common = from.shape.map((extent, axis) => Math.min(extent, to.shape[axis] ?? 0));
  const [batch = 0, depth = 0, height = 0, width = 0, channels = 0] = common;
  const start = ({ shape }: Volume, n: number, d: number, h: number): number =>
    ((n * (shape[1] ?? 0) + d) * (shape[2] ?? 0) + h) * (shape[3] ?? 0) * channels;
  for (let n = 0; n < batch; n++) {
    for (let d = 0; d < depth; d++) {
      for (let h = 0; h < height; h++) {
        const at = start(from, n, d, h);
        to.values.set(from.values.subarray(at, at + width * channels), start(to, n, d, h));
      }
    }
  }
}

/** ∂L/∂x with zeros where no window reaches. */
function grown(memory: TensorMemory, dx: TensorInfo, shape: readonly number[]): TensorInfo {
  if (dx.shape.every((extent, axis) => extent === shape[axis])) return dx;
  const whole = memory.zeros(shape);
  copyRows({ shape: dx.shape, values: memory.floats(dx) }, { shape, values: memory.floats(whole) });
  memory.free(dx);
  return whole;
}
