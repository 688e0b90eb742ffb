import type { ModelDescription } from './modelDescription';
import type { BatchData, TensorData } from './trainer';

type Tensors = Pick<ModelDescription, 'inputs' | 'outputs'>;

/** Puts an axis in another place; the others keep their order. */
export function moved<Axis>(axes: readonly Axis[], from: number, to: number): Axis[] {
  const rest = axes.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...axes.slice(from, from + 1), ...rest.slice(to)];
}

/** A tensor of samples with the batch on another axis. */
export function withBatchOn(tensor: TensorData, axis = 0): TensorData {
  const { shape, values } = tensor;
  if (axis === 0) return tensor;
  const [count = 1] = shape;
  const inner = shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  const outer = values.length / count / inner;
  const filled = values.slice();
  for (let sample = 0; sample < count; sample++)
    for (let place = 0; place < outer; place++) {
      const from = (sample * outer + place) * inner;
      filled.set(values.subarray(from, from + inner), (place * count + sample) * inner);
    }
  return { ...tensor, shape: moved(shape, 0, axis), values: filled };
}

/** The inputs of a batch with their axes as the model has them. */
export const inputsOf = ({ inputs }: Tensors, batch: BatchData): TensorData[] =>
  batch.inputs.map((tensor, i) => withBatchOn(tensor, inputs[i]?.batchAxis));

/** The targets of a batch for predictions of these shapes, both with their axes as the model has them. */
export const targetsOf = (
  { outputs }: Tensors,
  batch: BatchData,
  shapes: readonly (readonly number[])[],
): TensorData[] =>
  shapes.map((shape, output) => {
    const axis = outputs[output]?.batchAxis ?? 0;
    return withBatchOn(batch.target(output, moved(shape, axis, 0)), axis);
  });
