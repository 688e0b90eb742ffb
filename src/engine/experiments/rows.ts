import type { BatchData, TensorData } from '../model/trainer';

const rowSize = ({ shape }: TensorData): number =>
  shape.slice(1).reduce((product, extent) => product * extent, 1);

/** Some rows of a tensor, in this order. */
function picked(tensor: TensorData, rows: readonly number[]): TensorData {
  const size = rowSize(tensor);
  const { dtype } = tensor;
  const values =
    tensor.values instanceof Int32Array
      ? new Int32Array(rows.length * size)
      : new Float32Array(rows.length * size);
  rows.forEach((row, i) =>
    values.set(tensor.values.subarray(row * size, (row + 1) * size), i * size),
  );
  return { shape: [rows.length, ...tensor.shape.slice(1)], dtype, values };
}

/** A batch of some rows of another one, each as often as it is named. */
export function pickRows(batch: BatchData, rows: readonly number[]): BatchData {
  const count = batch.inputs[0]?.shape[0] ?? 0;
  return {
    inputs: batch.inputs.map((input) => picked(input, rows)),
    target: (output, [, ...shape]) => picked(batch.target(output, [count, ...shape]), rows),
  };
}

/** Points on the way from one row of the first input to another, as a batch without targets. */
export function segment(
  batch: BatchData,
  ends: readonly [number, number],
  points: number,
): BatchData {
  const [input] = batch.inputs;
  if (!input) throw new RangeError('The model takes nothing');
  const size = rowSize(input);
  const values = new Float32Array(points * size);
  const [from, to] = ends.map((row) => input.values.subarray(row * size, (row + 1) * size));
  for (let point = 0; point < points; point++) {
    const share = point / Math.max(1, points - 1);
    for (let i = 0; i < size; i++)
      values[point * size + i] = (1 - share) * (from?.[i] ?? 0) + share * (to?.[i] ?? 0);
  }
  return {
    inputs: [{ shape: [points, ...input.shape.slice(1)], dtype: 'float32', values }],
    target: (output, shape) => pickRows(batch, Array<number>(points).fill(0)).target(output, shape),
  };
}

/** The first row whose target is unlike that of row 0; row 1 if all are alike. */
export function unlikeRow(batch: BatchData, prediction: readonly (number | null)[]): number {
  const count = batch.inputs[0]?.shape[0] ?? 0;
  const target = batch.target(
    0,
    prediction.map((extent, axis) => (axis === 0 ? count : (extent ?? 1))),
  );
  const size = target.values.length / count;
  const row = (at: number): string => target.values.subarray(at * size, (at + 1) * size).join();
  const first = row(0);
  const found = Array.from({ length: count }, (_, i) => i).find((i) => row(i) !== first);
  return found ?? Math.min(1, count - 1);
}
