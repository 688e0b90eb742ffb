import type * as tf from '@tensorflow/tfjs';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import type { OpenedModel } from '../../../src/engine/model/openedModel';
import { type ProbeRun, runProbe } from '../../../src/engine/probe/runProbe';
import type { BuiltModel } from '../../../src/engine/tfjs/built/builtModel';
import { readLayersModel } from '../../../src/engine/tfjs/layersModel/readLayersModel';
import { openBuilt } from '../../../src/engine/tfjs/openedModel';
import { seedMathRandom } from '../../../src/engine/tfjs/trainer/mathRandom';
import type { LayerProbe, Probe } from '../../../src/shared/report/probe';
import type { ProbeOptions } from '../../../src/shared/protocol/inspectRequest';
import { thresholdsWith, type OwnThresholds } from '../../../src/shared/report/thresholds';
import { testContext } from '../tfjs/layersModel/context';

export const oneStep: ProbeOptions = { steps: 1, seeds: 1, batchSize: 4, seed: 1 };

/** Builds with weights drawn for a seed, as the engine does. */
export function buildSeeded(make: () => tf.LayersModel, seed: number): BuiltModel {
  const random = seedMathRandom(seed);
  try {
    return readLayersModel(make(), testContext);
  } finally {
    random.dispose();
  }
}

/** Opens a model that a function makes. */
export const openSeeded = (make: () => tf.LayersModel, seed: number): Promise<OpenedModel> =>
  openBuilt((wanted) => Promise.resolve(buildSeeded(make, wanted)), seed);

/** A run of the probe without functions that give data. */
export const runOf = (
  model: OpenedModel,
  options: ProbeOptions,
  own: OwnThresholds = {},
): ProbeRun => ({
  model,
  skips: findSkips(model.description.graph),
  options,
  limits: thresholdsWith(own),
  callFunction: () => Promise.reject(new Error('there are no functions here')),
  onStep: () => undefined,
});

/** Runs the whole probe on a model that a function makes; the model is freed afterwards. */
export async function probeOf(
  make: () => tf.LayersModel,
  options: Partial<ProbeOptions> = {},
  own: OwnThresholds = {},
) {
  const all = { ...oneStep, ...options };
  const model = await openSeeded(make, all.seed);
  try {
    return await runProbe(runOf(model, all, own));
  } finally {
    model.dispose();
  }
}

export const layerOf = (probe: Probe, name: string): LayerProbe =>
  probe.layers.find(({ layer }) => layer === name)!;
