import { UnsortedSegmentSum, type TensorInfo } from '@tensorflow/tfjs-core';
import { putKernel } from './kernel';

/**
 * out[s] = Σ over the rows i with segment s of x[i]: the gradient of a gather, of an embedding above all.
 * Shipped: wasm lacks it.
 */
export function putSegmentSum(): void {
  type Inputs = Record<'x' | 'segmentIds', TensorInfo>;
  putKernel<Inputs, { numSegments: number }>('wasm', UnsortedSegmentSum, (call) => {
    const { x, segmentIds } = call.inputs;
    const { numSegments } = call.attrs;
    const out = call.memory.zeros([numSegments, ...x.shape.slice(segmentIds.shape.length)]);
    const rows = call.memory.integers(segmentIds);
    addRows(call.memory.floats(x), rows, call.memory.floats(out));
    return out;
  });
}

/** Rows with a negative segment are dropped, as TensorFlow defines it. */
function addRows(x: Float32Array, segments: Int32Array, out: Float32Array): void {
  const width = x.length / segments.length;
  segments.forEach((segment, row) => {
    if (segment < 0) return;
    for (let i = 0; i < width; i++) {
      (out[segment * width + i] as number) += x[row * width + i] as number;
    }
  });
}
