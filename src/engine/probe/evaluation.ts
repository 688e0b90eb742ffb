import type { LayerId, NetworkGraph } from '../../shared/network/network';
import type { EvaluationProbe, OutputStatistics, Probe } from '../../shared/report/probe';
import type { ModelDescription } from '../model/modelDescription';
import type { PassMode } from '../model/passMode';
import type { ActivationReading } from '../model/stepReadings';
import type { BatchData, TensorData, Trainer } from '../model/trainer';
import type { TrainerState } from '../model/trainerState';

export interface EvaluationRun {
  readonly model: Pick<ModelDescription, 'graph' | 'weights'>;
  /** The model before its first step. */
  readonly start: TrainerState;
  /** Statistics of made data say nothing about the user's. */
  readonly isOwnData: boolean;
}

/**
 * Compares evaluation with training at the normalisations where the two can differ for good: those behind a
 * dropout, and those with statistics that were loaded. Statistics that are only on their way are no gap. Changes
 * nothing; costs two or three forward passes where there is such a layer.
 */
export async function evaluationProbe(
  trainer: Trainer,
  batch: BatchData,
  { model, start, isOwnData }: EvaluationRun,
): Promise<Pick<Probe, 'evaluation'>> {
  const norms = model.graph.layers.filter(
    ({ operation }) => operation.type === 'normalization' && operation.family === 'batch',
  );
  const ids = norms.map(({ id }) => id);
  const kept = new Set(isOwnData ? ids.filter((id) => hasLoaded(model, id, start)) : []);
  const behind = behindDropout(model.graph);
  const layers = new Set(ids.filter((id) => kept.has(id) || behind.has(id)));
  if (layers.size === 0) return {};
  const first: PassMode[] = kept.size > 0 ? ['inference'] : [];
  const modes: PassMode[] = [...first, 'settling', 'inference'];
  const rows = repeated(batch);
  const [settled, training, asKept] = [
    ...(await trainer.passes(rows, { layers, modes })),
  ].reverse();
  const evaluation = [...layers].flatMap((layer): EvaluationProbe[] => {
    const [trained, followed] = [told(training?.get(layer)), told(settled?.get(layer))];
    const own = kept.has(layer) ? told(asKept?.get(layer)) : undefined;
    if (!trained || !followed) return [];
    return [{ layer, training: trained, settled: followed, ...(own && { kept: own }) }];
  });
  return evaluation.length > 0 ? { evaluation } : {};
}

/** Statistics of fewer rows are noise under a dropout. */
const ENOUGH = 256;

/** The rows of tables over and over, each time with other units dropped; maps have many places as they are. */
function repeated(batch: BatchData): BatchData {
  const rows = batch.inputs[0]?.shape[0] ?? 0;
  const times = Math.ceil(ENOUGH / Math.max(rows, 1));
  if (times < 2 || batch.inputs.some(({ shape }) => shape.length > 2)) return batch;
  const inputs = batch.inputs.map((input): TensorData => {
    const { shape, values } = input;
    const size = values.length * times;
    const filled = values instanceof Int32Array ? new Int32Array(size) : new Float32Array(size);
    for (let time = 0; time < times; time++) filled.set(values, time * values.length);
    return { ...input, shape: [rows * times, ...shape.slice(1)], values: filled };
  });
  return { ...batch, inputs };
}

function told(reading: ActivationReading | undefined): OutputStatistics | undefined {
  if (!reading || reading.nonFinite > 0) return undefined;
  return { mean: reading.mean, std: Math.sqrt(Math.max(reading.variance, 0)) };
}

/** Running statistics start at 0 and 1 everywhere; others were loaded, or set. */
function hasLoaded(
  { weights }: EvaluationRun['model'],
  layer: LayerId,
  { weights: values }: TrainerState,
): boolean {
  return weights.some(({ layer: owner, name, trainable }, at) => {
    const value = values.get(at);
    if (owner !== layer || trainable || !value || !/mean|var/i.test(name)) return false;
    const isFresh = value.variance === 0 && (value.mean === 0 || value.mean === 1);
    return Number.isFinite(value.variance) && !isFresh;
  });
}

/** The layers that a dropout leads to. */
function behindDropout({ layers }: NetworkGraph): Set<LayerId> {
  const found = new Set<LayerId>();
  const dropping = new Set(
    layers.flatMap(({ id, operation }) =>
      operation.type === 'passive' && operation.effect === 'dropout' ? [id] : [],
    ),
  );
  for (const { id, inputs } of layers) {
    if (inputs.some(({ layer }) => dropping.has(layer) || found.has(layer))) found.add(id);
  }
  return found;
}
