import type { LayerId } from '../../../shared/network/network';
import type {
  EdgeProbe,
  ForkProbe,
  LayerProbe,
  Probe,
  WeightProbe,
} from '../../../shared/report/probe';
import type { BuiltModel, ModelWeight } from '../../frontends/builtModel';
import { edgeKey } from '../training/forkPlan';
import { historyOf, spreads } from './spread';
import type { LayerTrace, StepTrace } from './stepTrace';

/** `traces[seed][step]`. */
type Traces = readonly (readonly StepTrace[])[];

/** The last step of each seed; the report shows the first of them. */
const lastSteps = (traces: Traces): StepTrace[] => traces.flatMap((steps) => steps.at(-1) ?? []);

/** The model of the first seed, and what was measured of it in every seed. */
export interface Measured {
  readonly model: BuiltModel;
  readonly trained: readonly ModelWeight[];
  readonly traces: Traces;
}

function weightProbe({ trained, traces }: Measured, index: number): WeightProbe {
  const all = lastSteps(traces).map(({ weights }) => weights[index] ?? {});
  const { gradient, ...rest } = all[0] ?? {};
  const weight = trained[index];
  return {
    name: weight?.name ?? '',
    size: weight?.variable.size ?? 0,
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
  };
}

/** History and name, where there is one. */
function history(
  traces: readonly (readonly LayerTrace[])[],
  name: keyof LayerProbe['history'],
  pick: (trace: LayerTrace) => number | undefined,
): LayerProbe['history'] {
  const found = historyOf(traces, pick);
  return found ? { [name]: found } : {};
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

function layerProbe(measured: Measured, layer: LayerId): LayerProbe {
  const traces = measured.traces.map((steps) =>
    steps.map(({ layers }): LayerTrace => layers.get(layer) ?? {}),
  );
  const all = traces.flatMap((steps) => steps.at(-1) ?? []);
  const gain = all[0]?.gain;
  return {
    layer,
    weights: measured.trained.flatMap((weight, i) =>
      weight.layer === layer ? [weightProbe(measured, i)] : [],
    ),
    ...activationOf(all),
    ...gradientOf(all),
    ...(gain !== undefined && { gain }),
    ...spreads({ gain: all.map((each) => each.gain) }),
    history: {
      ...history(traces, 'weightGradient', (trace) => trace.weightGradient),
      ...history(traces, 'activationGradient', (trace) => trace.activationGradient?.rms),
      ...history(traces, 'updateRatio', (trace) => trace.updateRatio),
      ...history(traces, 'gain', (trace) => trace.gain),
      ...history(traces, 'deadShare', (trace) => trace.activation?.deadShare),
    },
  };
}

function edgeProbes({ model, traces }: Measured): EdgeProbe[] {
  const shown = lastSteps(traces)[0];
  return model.graph.layers.flatMap(({ id: to, inputs }) =>
    inputs.map(({ layer: from }, slot) => ({
      from,
      to,
      slot,
      ...shown?.edges.get(edgeKey({ to, slot })),
    })),
  );
}

function forkProbes({ traces }: Measured): ForkProbe[] {
  const all = lastSteps(traces);
  return [...(all[0]?.forks ?? [])].map(([skip, fork]) => ({
    skip,
    ...fork,
    ...spreads({ shortcutShare: all.map(({ forks }) => forks.get(skip)?.shortcutShare) }),
  }));
}

/** What the seeds measured together: numbers of the first seed's last step, spread and history of all. */
export function summarise(measured: Measured): Pick<Probe, 'layers' | 'edges' | 'forks'> {
  return {
    layers: measured.model.graph.layers.map(({ id }) => layerProbe(measured, id)),
    edges: edgeProbes(measured),
    forks: forkProbes(measured),
  };
}
