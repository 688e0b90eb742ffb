import { Failure } from '../../../../shared/base/failures';
import type { Recording } from '../../../../shared/protocol/python/recording';
import type { Runtime } from '../../../../shared/report/report';
import { message } from '../../../../shared/words/message';
import { inputsOf, targetsOf } from '../../../model/batchAxis';
import type { OpenedModel } from '../../../model/openedModel';
import type { BatchData, OptimizerChoice, Trainer, TrainingSetup } from '../../../model/trainer';
import type { TrainerState, WeightValues } from '../../../model/trainerState';
import type { DescribedRecording } from '../network/describeRecording';
import { HelperFailure, HelperGone, type AboutHelper, type Helper } from './helper';
import { placesIn, remotePlan, unmeasured, type Places } from './remotePlan';
import { passReadings, remoteReadings } from './remoteReadings';
import { remoteTiming } from './remoteTiming';

/** A recording of the user's Python, and the helper that made it. */
export interface RemoteModel {
  readonly helper: Helper;
  readonly about: AboutHelper;
  readonly recording: Recording;
  readonly described: DescribedRecording;
}

/** PyTorch of the user's own as the runtime of a report. */
const torchRuntime = ({ library, version, device }: AboutHelper): Runtime => ({
  framework: 'torch',
  library,
  version,
  backend: 'torch',
  device,
  tried: [],
});

/** A model that real torch trains in the helper. */
export function openRemote(
  model: RemoteModel,
  milliseconds: OpenedModel['milliseconds'],
): OpenedModel {
  const places = placesIn(model.recording, model.described);
  return {
    description: model.described.description,
    runtime: torchRuntime(model.about),
    milliseconds,
    start: async (seed, setup) => {
      await translated(model.helper.start(seed, remoteSetup(model, places, setup)));
      return remoteTrainer(model, places);
    },
    giveData: (place, wish) => translated(model.helper.data(place, wish)),
    dispose: () => undefined,
  };
}

function remoteSetup(
  { recording, described }: RemoteModel,
  { edges }: Places,
  { losses, optimizer, ablation }: TrainingSetup,
): object {
  const { description, layers, parameters } = described;
  const byId = new Map(description.graph.layers.map((layer) => [layer.id, layer]));
  const paths = recording.outputs.flatMap(({ value: [node], path }) =>
    layers.has(node) ? [path] : [],
  );
  return {
    losses: losses.map(({ name }, i) => {
      const layer = description.outputs[i]?.layer;
      const classesFirst = layer !== undefined && byId.get(layer)?.channelAxis === 1;
      return { name, output: paths[i] ?? 'out', classesFirst };
    }),
    optimizer: { ...told(optimizer, recording) },
    weights: description.weights.map(({ unitAxis = null }, i) => [
      recording.parameters[parameters[i] ?? -1]?.name ?? '',
      unitAxis,
    ]),
    ablated: [...(ablation?.edges ?? [])].flatMap((key) => {
      const place = edges.get(key);
      return place ? [place] : [];
    }),
  };
}

/** The optimizer by name and rate, with the file's own arguments if it is the file's. */
function told(
  { name, learningRate, origin, keepsOwn }: OptimizerChoice,
  { training }: Recording,
): object {
  const isOwn = origin === 'model' || keepsOwn === true;
  return {
    name,
    learningRate: learningRate ?? null,
    arguments: isOwn ? (training?.optimizer?.arguments ?? null) : null,
  };
}

function remoteTrainer({ helper, described }: RemoteModel, places: Places): Trainer {
  const { description } = described;
  const { weights } = description;
  const inputs = (batch: BatchData) => inputsOf(description, batch);
  const targets = (batch: BatchData, shapes: readonly (readonly number[])[]) =>
    targetsOf(description, batch, shapes);
  return {
    step: async (batch, plan) => {
      const shapes = await translated(helper.forward(inputs(batch), remotePlan(places, plan)));
      const answer = await translated(helper.backward(targets(batch, shapes), plan.histograms));
      return remoteReadings(answer, places, { plan, weights: weights.length });
    },
    timedStep: async (batch, options) => {
      const shapes = await translated(helper.timeForward(inputs(batch), options));
      return remoteTiming(await translated(helper.timeBackward(targets(batch, shapes))), described);
    },
    roof: () => translated(helper.roof()),
    lossAt: async (batch, offset = new Map()) => {
      const shapes = await translated(helper.lossForward(inputs(batch), offset));
      return translated(helper.loss(targets(batch, shapes)));
    },
    train: async (batch) => {
      const shapes = await translated(helper.forward(inputs(batch), unmeasured, false));
      return translated(helper.train(targets(batch, shapes)));
    },
    passes: async (batch, { layers, modes }) => {
      const nodes = [...places.nodes].filter(([layer]) => layers.has(layer));
      const numbers = nodes.map(([, node]) => node);
      return passReadings(await translated(helper.passes(inputs(batch), numbers, modes)), {
        nodes,
        passes: modes.length,
      });
    },
    state: async (): Promise<TrainerState> => {
      const { keys, values } = await translated(helper.state());
      const found = keys.map(([at], i): [number, WeightValues] => {
        const [mean = NaN, variance = NaN, equal = 0] = values[i] ?? [];
        return [Number(at), { mean, variance, unitsEqual: equal === 1 }];
      });
      return { weights: new Map(found), penalty: 0 };
    },
    dispose: () => void helper.stop().catch(() => undefined),
  };
}

/** The answer of a helper, with its failures as the report's. */
async function translated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof HelperFailure || error instanceof HelperGone
      ? failureOfHelper(error)
      : error;
  }
}

function failureOfHelper(error: HelperFailure | HelperGone): Failure {
  if (error instanceof HelperGone) {
    return new Failure('engine-crashed', message('python.helper-gone', { reason: error.message }));
  }
  const text = String(error.values['text'] ?? error.message);
  switch (error.code) {
    case 'unknown-loss':
      return new Failure('invalid-argument', message('python.unknown-loss', { name: text }));
    case 'unknown-optimizer':
      return new Failure('invalid-argument', message('python.unknown-optimizer', { name: text }));
    case 'unusable-data':
      return new Failure('unusable-data', message('python.data-set', { why: text }));
    case 'unfit':
      return new Failure('unusable-data', message('python.loss-refuses', { why: text }));
    case 'out-of-memory':
      return new Failure('out-of-memory', message('python.torch-out-of-memory'));
    default: {
      const kind = String(error.values['kind'] ?? error.code);
      return new Failure('model-threw', message('python.raised', { kind, text }));
    }
  }
}
