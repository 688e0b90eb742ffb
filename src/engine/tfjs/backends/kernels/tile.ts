import { Tile, type TensorInfo } from '@tensorflow/tfjs-core';
import { putKernel } from './kernel';

/** Shipped: wasm computes every index from scratch, hundreds of times slower than copying. */
export function putTile(): void {
  putKernel<{ x: TensorInfo }, { reps: number[] }>('wasm', Tile, (call) => {
    const { x } = call.inputs;
    if (x.dtype !== 'float32') return call.shipped();
    const { reps } = call.attrs;
    const out = call.memory.unset(x.shape.map((size, axis) => size * (reps[axis] ?? 1)));
    call.memory.floats(out).set(tiled(call.memory.floats(x), x.shape, reps));
    return out;
  });
}

/** Repeats axis by axis, from the last to the first: the copied blocks grow. */
function tiled(x: Float32Array, shape: readonly number[], reps: readonly number[]) {
  let [values, block] = [x, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    block *= shape[axis] as number;
    const times = reps[axis] ?? 1;
    if (times > 1) values = repeated(values, block, times);
    block *= times;
  }
  return values;
}

/** Each block of so many values, so many times. */
function repeated(values: Float32Array, block: number, times: number): Float32Array {
  const out = new Float32Array(values.length * times);
  for (let from = 0, to = 0; from < values.length; from += block, to += block * times) {
    if (block === 1) {
      out.fill(values[from] as number, to, to + times);
      continue;
    }
    out.set(values.subarray(from, from + block), to);
    // Copies the filled part behind itself, doubling it until all is filled.
    for (let filled = block; filled < block * times; filled *= 2) {
      out.copyWithin(to + filled, to, to + Math.min(filled, block * times - filled));
    }
  }
  return out;
}
