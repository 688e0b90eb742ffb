import * as tf from '@tensorflow/tfjs';
import { resnet20 } from '../../examples/resnet20';
import { transformerEncoder } from '../../examples/transformer';
import { unet } from '../../examples/unet';
import { backendStatuses, openBackend } from '../../src/engine/backends/openBackend';
import type { BackendName } from '../../src/shared/report/report';

type Row = Readonly<Record<string, number | string>>;

const models = [
  { model: 'ResNet-20', batch: 16, goal: '≤ 2.5', make: () => resnet20() },
  { model: 'U-Net 128²', batch: 2, goal: '', make: () => unet([128, 128, 3]) },
  { model: 'transformer', batch: 16, goal: '', make: () => transformerEncoder() },
];

const ROUNDS = 20;
const WARM_UP = 4;

/** Forward and backward of one training step with its loss read back; sum of squares as the loss. */
function stepOf(make: () => tf.LayersModel, batch: number): () => Promise<void> {
  const model = make();
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const x = tf.randomUniform([batch, ...shape], 0, 1, 'float32', 7);
  const variables = model.trainableWeights
    .map((weight) => weight.read())
    .filter((weight) => weight instanceof tf.Variable);
  return async () => {
    const { value, grads } = tf.variableGrads(
      () => tf.mean(tf.square(model.apply(x, { training: true }) as tf.Tensor)),
      variables,
    );
    await value.data();
    tf.dispose([value, ...Object.values(grads)]);
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Medians of the wall and the processor's time of a step; the latter counts all threads. */
async function measureOn(
  backend: BackendName,
  index: number,
): Promise<{ wall: number; cpu: number }> {
  await openBackend(backend);
  const { make, batch } = models[index]!;
  const step = stepOf(make, batch);
  const times: { wall: number; cpu: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [started, used] = [performance.now(), process.cpuUsage()];
    await step();
    const { user, system } = process.cpuUsage(used);
    times.push({ wall: performance.now() - started, cpu: (user + system) / 1000 });
  }
  const warm = times.slice(WARM_UP);
  return { wall: median(warm.map(({ wall }) => wall)), cpu: median(warm.map(({ cpu }) => cpu)) };
}

const round = (value: number): number => Number(value.toPrecision(3));

/**
 * A training step on `wasm` against each better backend here, wall time. `SKIPSCOPE_PACKAGES` names the
 * folder of `npm run engine:tensorflow`; the ratio is ours over theirs. Needs a quiet
 * machine: TensorFlow runs on all cores, `wasm` on one.
 */
export async function bench(): Promise<Row[]> {
  const better = (await backendStatuses())
    .filter(({ name, available }) => available && name !== 'wasm' && name !== 'cpu')
    .map(({ name }) => name);
  const rows: Row[] = [];
  for (const [index, { model, batch, goal }] of models.entries()) {
    const ours = await measureOn('wasm', index);
    for (const name of better) {
      const theirs = await measureOn(name, index);
      rows.push({
        ...{ model, batch, backend: name },
        ...{ 'wasm ms': round(ours.wall), 'its ms': round(theirs.wall) },
        ...{ ratio: round(ours.wall / theirs.wall), goal },
        ...{ 'wasm cpu ms': round(ours.cpu), 'its cpu ms': round(theirs.cpu) },
      });
    }
  }
  return rows;
}
