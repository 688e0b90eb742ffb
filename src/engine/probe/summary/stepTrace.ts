import { channelCount } from '../../../shared/network/axes';
import type { LayerId } from '../../../shared/network/network';
import type {
  ActivationProbe,
  ForkProbe,
  GradientNorms,
  WeightGradient,
} from '../../../shared/report/probe';
import type { ModelDescription } from '../../model/modelDescription';
import {
  type ActivationReading,
  type ForkReading,
  LEAST_EXPONENT,
  type NormReading,
  type StepReadings,
  type WeightReading,
} from '../../model/stepReadings';
import { edgeKey } from '../plan/edges';
import { throughTime, type ThroughTime } from './throughTime';
import { finite, l2Of, norms, pooled, rmsOf } from './norms';
import { StepGradients } from './stepGradients';

/** One step's quantities of one weight. */
export interface WeightTrace {
  /** Absent if no gradient path leads to the weight. */
  readonly gradient?: WeightGradient;
  readonly updateRatio?: number;
  readonly lostUpdates?: number;
}

/** One step's quantities of one layer. */
export interface LayerTrace {
  readonly activation?: ActivationProbe;
  readonly activationGradient?: GradientNorms;
  readonly gain?: number;
  /** RMS over all trainable weights of the layer. */
  readonly weightGradient?: number;
  readonly updateRatio?: number;
  /** Of a recurrent layer. */
  readonly throughTime?: ThroughTime;
}

export type ForkTrace = Omit<ForkProbe, 'skip' | 'spread' | 'history'>;

/** One step in the quantities and units of the report; every number in it is finite. */
export interface StepTrace {
  readonly loss?: number;
  /** By the position of the weight in the description. */
  readonly weights: readonly WeightTrace[];
  readonly layers: ReadonlyMap<LayerId, LayerTrace>;
  /** By `to:slot`; absent if no gradient came back. */
  readonly edges: ReadonlyMap<string, GradientNorms>;
  /** By the `id` of the skip. */
  readonly forks: ReadonlyMap<string, ForkTrace>;
}

type Measured = Pick<ModelDescription, 'graph' | 'weights' | 'nonlinearities'>;

/** The bins from the first to the last that hold something. */
function histogramOf(bins: readonly number[]): Pick<WeightGradient, 'histogram'> {
  const filled = bins.flatMap((count, bin) => (count > 0 ? [bin] : []));
  const [first, last] = [filled[0], filled.at(-1)];
  if (first === undefined || last === undefined) return {};
  return {
    histogram: { exponent: LEAST_EXPONENT + first, counts: bins.slice(first, last + 1) },
  };
}

function weightTrace(
  { gradient, update, histogram = [] }: WeightReading,
  size: number,
): WeightTrace {
  return {
    gradient: {
      ...norms({ l2: l2Of(gradient), size }),
      ...finite('maxAbs', gradient.largest),
      zeroShare: gradient.zeros / size,
      nan: gradient.nans,
      inf: gradient.infinities,
      ...histogramOf(histogram),
    },
    ...finite('updateRatio', l2Of(update.change) / l2Of(update.before)),
    ...finite('lostUpdates', update.lost / size),
  };
}

/** The share of dead units, or of saturated entries, if the layer ends with such a nonlinearity. */
function affectedShare(
  { graph, nonlinearities }: Measured,
  layer: LayerId,
  { affected, size }: ActivationReading,
): Partial<ActivationProbe> {
  const kind = nonlinearities.get(layer);
  if (!kind) return {};
  if (kind !== 'rectifier') return finite('saturatedShare', affected / size);
  const node = graph.layers.find(({ id }) => id === layer);
  const units = node && channelCount({ ...node, shape: node.outputShape[0] ?? [] });
  return finite('deadShare', affected / (units ?? NaN));
}

function activationOf(
  model: Measured,
  layer: LayerId,
  reading: ActivationReading,
): ActivationProbe {
  return {
    ...finite('mean', reading.mean),
    ...finite('std', Math.sqrt(reading.variance)),
    ...affectedShare(model, layer, reading),
    nonFinite: reading.nonFinite,
  };
}

/** Over all trainable weights of a layer: RMS ∂L/∂W, and ‖Δw‖ / ‖w‖. */
function weightsOf(
  { weights }: Measured,
  readings: StepReadings,
  layer: LayerId,
): Pick<LayerTrace, 'weightGradient' | 'updateRatio'> {
  const own = weights.flatMap((weight, i) => {
    const reading = readings.weights.get(i);
    return weight.layer === layer && reading ? [{ ...reading, size: weight.size }] : [];
  });
  if (own.length === 0) return {};
  const total = (part: (weight: WeightReading) => NormReading) =>
    pooled(own.map((weight) => ({ l2: l2Of(part(weight)), size: weight.size })));
  const gradient = total((weight) => weight.gradient);
  const change = total(({ update }) => update.change);
  const before = total(({ update }) => update.before);
  return {
    ...finite('weightGradient', rmsOf(gradient)),
    ...finite('updateRatio', change.l2 / before.l2),
  };
}

/** `undefined` if one of the two parts is not finite, or both are zero. */
function forkTrace({ shortcut, body, inner }: ForkReading): ForkTrace | undefined {
  const [shortcutL2, bodyL2] = [l2Of(shortcut), l2Of(body)];
  const shortcutShare = shortcutL2 / (shortcutL2 + bodyL2);
  if (!Number.isFinite(shortcutShare)) return undefined;
  const product = shortcut.scale * body.scale * inner;
  const cosine = finite('cosine', product / (shortcutL2 * bodyL2));
  return { shortcutL2, bodyL2, shortcutShare, ...cosine };
}

/** Turns the raw numbers of one step, of any framework, into the quantities of a report. */
export function stepTrace(
  model: Measured,
  tappedOutputs: ReadonlySet<string>,
  readings: StepReadings,
): StepTrace {
  const gradients = new StepGradients(model.graph, tappedOutputs, readings);
  const layerTrace = (id: LayerId, slots: number, outputs: number): LayerTrace => {
    const [before, after] = [gradients.ofInputs(id, slots), gradients.ofOutputs(id, outputs)];
    const activation = readings.activations.get(id);
    const sequence = readings.edges.get(edgeKey({ to: id, slot: 0 }))?.steps;
    return {
      ...(activation && { activation: activationOf(model, id, activation) }),
      ...(after && { activationGradient: norms(after) }),
      ...(before && after && finite('gain', rmsOf(before) / rmsOf(after))),
      ...weightsOf(model, readings, id),
      ...(sequence && { throughTime: throughTime(sequence) }),
    };
  };
  return {
    ...finite('loss', readings.loss),
    weights: model.weights.map(({ size }, i) => {
      const found = readings.weights.get(i);
      return found ? weightTrace(found, size) : {};
    }),
    layers: new Map(
      model.graph.layers.map(({ id, inputs, outputShape }) => [
        id,
        layerTrace(id, inputs.length, outputShape.length),
      ]),
    ),
    edges: gradients.ofEdges(),
    forks: new Map(
      [...readings.forks].flatMap(([skip, reading]): [string, ForkTrace][] => {
        const trace = forkTrace(reading);
        return trace ? [[skip, trace]] : [];
      }),
    ),
  };
}
