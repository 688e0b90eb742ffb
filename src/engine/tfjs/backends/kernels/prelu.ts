import { Prelu, type TensorInfo } from '@tensorflow/tfjs-core';
import { putKernel } from './kernel';

/** Shipped: wasm repeats the slopes end to end, which is right only if they cover the last axes whole. */
export function putPrelu(): void {
  putKernel<{ x: TensorInfo; alpha: TensorInfo }, object>('wasm', Prelu, (call) => {
    const { x, alpha } = call.inputs;
    if (isSuffix(withoutLeadingOnes(alpha.shape), x.shape)) return call.shipped();
    const out = call.memory.unset(x.shape);
    const values = call.memory.floats(x);
    const slopes = call.memory.floats(alpha);
    const to = call.memory.floats(out);
    const strides = broadcastStrides(alpha.shape, x.shape);
    const place = new Array<number>(x.shape.length).fill(0);
    for (let i = 0, slope = 0; i < values.length; i++) {
      const value = values[i] as number;
      to[i] = value < 0 ? value * (slopes[slope] as number) : value;
      slope = advance(place, slope, x.shape, strides);
    }
    return out;
  });
}

function withoutLeadingOnes(shape: readonly number[]): readonly number[] {
  const first = shape.findIndex((extent) => extent !== 1);
  return first < 0 ? [] : shape.slice(first);
}

const isSuffix = (end: readonly number[], shape: readonly number[]): boolean =>
  end.every((extent, axis) => extent === shape[shape.length - end.length + axis]);

/** Steps in `shape` for each axis of `target`: 0 if it is repeated. */
function broadcastStrides(shape: readonly number[], target: readonly number[]): number[] {
  const missing = target.length - shape.length;
  const strides = new Array<number>(target.length).fill(0);
  for (let axis = shape.length - 1, step = 1; axis >= 0; axis--) {
    const extent = shape[axis] as number;
    if (extent > 1) strides[axis + missing] = step;
    step *= extent;
  }
  return strides;
}

/** The index of the next entry's slope; moves `place` on by one entry. */
function advance(
  place: number[],
  index: number,
  shape: readonly number[],
  strides: readonly number[],
): number {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const next = (place[axis] as number) + 1;
    if (next < (shape[axis] as number)) {
      place[axis] = next;
      return index + (strides[axis] as number);
    }
    place[axis] = 0;
    index -= (next - 1) * (strides[axis] as number);
  }
  return index;
}
