import * as tf from '@tensorflow/tfjs';
import { resnet20 } from '../../examples/resnet20';
import { transformerEncoder } from '../../examples/transformer';
import { unet } from '../../examples/unet';
import { backendStatuses, openBackend } from '../../src/engine/tfjs/backends/openBackend';
import type { BackendName } from '../../src/shared/report/report';
import { byTurns, middleOf, ratioOf, shown, type Pair } from '../support/pairs';

type Row = Readonly<Record<string, number | string>>;

const models = [
  { model: 'ResNet-20', batch: 16, goal: '≤ 2.5', make: () => resnet20() },
  { model: 'U-Net 128²', batch: 2, goal: '', make: () => unet([128, 128, 3]) },
  { model: 'transformer', batch: 16, goal: '', make: () => transformerEncoder() },
];

/** The first rounds compile. */
const turns = { rounds: 20, warmUp: 4 };

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

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** A step on one backend, whatever the current one is; the switch is not timed. */
async function timedStep(backend: BackendName, { make, batch }: (typeof models)[number]) {
  await openBackend(backend);
  const step = stepOf(make, batch);
  return async (): Promise<Cost> => {
    await openBackend(backend);
    const [started, used] = [performance.now(), process.cpuUsage()];
    await step();
    const { user, system } = process.cpuUsage(used);
    return { wall: performance.now() - started, cpu: (user + system) / 1000 };
  };
}

const round = (value: number): number => Number(value.toPrecision(3));

/** Steps of `wasm` and of another backend by turns. */
async function compare(subject: (typeof models)[number], backend: BackendName): Promise<Row> {
  const ours = await timedStep('wasm', subject);
  const theirs = await timedStep(backend, subject);
  const pairs = await byTurns(ours, theirs, turns);
  const of = (pick: keyof Cost): Pair[] =>
    pairs.map((pair) => ({ ours: pair.ours[pick], theirs: pair.theirs[pick] }));
  const middle = (pick: keyof Cost, whose: keyof Pair): number =>
    round(middleOf(of(pick).map((pair) => pair[whose])).median);
  return {
    ...{ model: subject.model, batch: subject.batch, backend, goal: subject.goal },
    ...{ 'wasm ms': middle('wall', 'ours'), 'its ms': middle('wall', 'theirs') },
    'ratio (quartiles)': shown(ratioOf(of('wall'))),
    ...{ 'wasm cpu ms': middle('cpu', 'ours'), 'its cpu ms': middle('cpu', 'theirs') },
    'cpu ratio (quartiles)': shown(ratioOf(of('cpu'))),
  };
}

/**
 * A training step on `wasm` against each better backend here. `SKIPSCOPE_PACKAGES` names the folder of
 * `npm run engine:tensorflow`; ratios are ours over theirs. TensorFlow runs on all cores and `wasm` on
 * one, so that the ratio of wall times needs a machine with nothing else to do.
 */
export async function bench(): Promise<Row[]> {
  const better = (await backendStatuses())
    .filter(({ name, available }) => available && name !== 'wasm' && name !== 'cpu')
    .map(({ name }) => name);
  const rows: Row[] = [];
  for (const subject of models) {
    for (const name of better) rows.push(await compare(subject, name));
  }
  return rows;
}
