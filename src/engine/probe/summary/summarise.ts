import type { LayerId } from '../../../shared/network/network';
import type {
  EdgeProbe,
  ForkProbe,
  LayerProbe,
  Probe,
  WeightProbe,
} from '../../../shared/report/probe';
import type { ModelDescription, WeightSpec } from '../../model/modelDescription';
import { edgeKey } from '../plan/edges';
import { frozenAtRandom, initialWeight, type SeedStates } from './initialWeights';
import type { LayerTrace, StepTrace, WeightTrace } from './stepTrace';
import { everAbove0, histories, historyOf, spreads } from './spread';

/** `traces[seed][step]`. */
type Traces = readonly (readonly StepTrace[])[];

/** The last step of each seed; the report shows the first of them. */
const lastSteps = (traces: Traces): StepTrace[] => traces.flatMap((steps) => steps.at(-1) ?? []);

/** A model, and the steps of every seed. */
export interface Measured {
  readonly model: Pick<ModelDescription, 'graph' | 'weights'>;
  readonly traces: Traces;
  /** Of each seed. */
  readonly states: readonly SeedStates[];
}

function weightProbe(
  { traces, states }: Measured,
  { name, size }: WeightSpec,
  index: number,
): WeightProbe {
  const steps = traces.map((seed) => seed.map(({ weights }): WeightTrace => weights[index] ?? {}));
  const all = steps.flatMap((seed) => seed.at(-1) ?? []);
  const { gradient, ...rest } = all[0] ?? {};
  const nonFinite = ({ gradient: at }: WeightTrace): number => (at ? at.nan + at.inf : 0);
  return {
    name,
    size,
    ...initialWeight(states, index),
    ...(gradient && {
      gradient: {
        ...gradient,
        ...spreads({
          rms: all.map((each) => each.gradient?.rms),
          l2: all.map((each) => each.gradient?.l2),
        }),
      },
    }),
    ...rest,
    ...spreads({
      updateRatio: all.map(({ updateRatio }) => updateRatio),
      lostUpdates: all.map(({ lostUpdates }) => lostUpdates),
    }),
    ...histories(steps, {
      gradient: ({ gradient: at }) => at?.rms,
      updateRatio: ({ updateRatio }) => updateRatio,
      lostUpdates: ({ lostUpdates }) => lostUpdates,
      nonFinite: everAbove0(steps, nonFinite),
    }),
  };
}

function activationOf(all: readonly LayerTrace[]): Pick<LayerProbe, 'activation'> {
  const [shown] = all;
  if (!shown?.activation) return {};
  return {
    activation: {
      ...shown.activation,
      ...spreads({
        deadShare: all.map(({ activation }) => activation?.deadShare),
        saturatedShare: all.map(({ activation }) => activation?.saturatedShare),
      }),
    },
  };
}

function gradientOf(all: readonly LayerTrace[]): Pick<LayerProbe, 'activationGradient'> {
  const [shown] = all;
  if (!shown?.activationGradient) return {};
  const rms = all.map(({ activationGradient }) => activationGradient?.rms);
  return { activationGradient: { ...shown.activationGradient, ...spreads({ rms }) } };
}

const layerHistory = (traces: readonly (readonly LayerTrace[])[]): LayerProbe['history'] =>
  histories(traces, {
    weightGradient: (trace) => trace.weightGradient,
    activationGradient: (trace) => trace.activationGradient?.rms,
    updateRatio: (trace) => trace.updateRatio,
    gain: (trace) => trace.gain,
    deadShare: (trace) => trace.activation?.deadShare,
    saturatedShare: (trace) => trace.activation?.saturatedShare,
    throughTime: (trace) => trace.throughTime?.decadesGained,
    mean: (trace) => trace.activation?.mean,
    std: (trace) => trace.activation?.std,
    nonFinite: everAbove0(traces, (trace) => trace.activation?.nonFinite ?? 0),
  }).history ?? {};

function layerProbe(measured: Measured, layer: LayerId): LayerProbe {
  const traces = measured.traces.map((steps) =>
    steps.map(({ layers }): LayerTrace => layers.get(layer) ?? {}),
  );
  const all = traces.flatMap((steps) => steps.at(-1) ?? []);
  const gain = all[0]?.gain;
  const timeSteps = traces.flat().find((trace) => trace.throughTime?.timeSteps)
    ?.throughTime?.timeSteps;
  return {
    layer,
    weights: measured.model.weights.flatMap((weight, i) =>
      weight.layer === layer && weight.trainable ? [weightProbe(measured, weight, i)] : [],
    ),
    ...frozenAtRandom(measured.model, layer, measured.states),
    ...activationOf(all),
    ...gradientOf(all),
    ...(gain !== undefined && { gain }),
    ...(timeSteps !== undefined && { timeSteps }),
    ...spreads({ gain: all.map((each) => each.gain) }),
    history: layerHistory(traces),
  };
}

function edgeProbes({ model, traces }: Measured): EdgeProbe[] {
  const shown = lastSteps(traces)[0];
  return model.graph.layers.flatMap(({ id: to, inputs }) =>
    inputs.map(({ layer: from }, slot) => {
      const key = edgeKey({ to, slot });
      const history = historyOf(traces, ({ edges }) => edges.get(key)?.rms);
      return { from, to, slot, ...shown?.edges.get(key), ...(history && { history }) };
    }),
  );
}

function forkProbes({ traces }: Measured): ForkProbe[] {
  const all = lastSteps(traces);
  return [...(all[0]?.forks ?? [])].map(([skip, fork]) => ({
    skip,
    ...fork,
    ...spreads({ shortcutShare: all.map(({ forks }) => forks.get(skip)?.shortcutShare) }),
    ...histories(traces, {
      shortcutShare: ({ forks }) => forks.get(skip)?.shortcutShare,
      cosine: ({ forks }) => forks.get(skip)?.cosine,
    }),
  }));
}

/** Joins the steps of all seeds: numbers of the first seed's last step, spread and history of all. */
export function summarise(measured: Measured): Pick<Probe, 'layers' | 'edges' | 'forks'> {
  return {
    layers: measured.model.graph.layers.map(({ id }) => layerProbe(measured, id)),
    edges: edgeProbes(measured),
    forks: forkProbes(measured),
  };
}
