import type { LayerId } from '../../../shared/network/network';
import type { ActivationProbe, GradientNorms, WeightGradient } from '../../../shared/report/probe';
import type { ForkTrace, LayerTrace, StepTrace, WeightTrace } from '../../model/stepTrace';
import type { BuiltModel } from '../../tfjs/builtModel';
import type { Reading } from '../../tfjs/trainer/statistics/readings';
import { LEAST_EXPONENT } from '../../tfjs/trainer/statistics/reductions';
import { edgeKey } from '../plan/forkPlan';
import { outputKey } from '../plan/tapPlan';
import type { StepReadings, Training, WeightReadings } from '../../tfjs/trainer/trainingStep';

/** A property that is only there where the value is finite. */
const finite = <K extends string>(name: K, value: number): Partial<Record<K, number>> =>
  (Number.isFinite(value) ? { [name]: value } : {}) as Partial<Record<K, number>>;

const at = (reading: Reading, index: number): number => reading.values[index] ?? NaN;
const l2Of = (reading: Reading, start = 0): number =>
  at(reading, start) * Math.sqrt(at(reading, start + 1));

function norms(l2: number, size: number): GradientNorms {
  return { ...finite('l2', l2), ...finite('rms', l2 / Math.sqrt(size)) };
}

/** The bins from the first to the last that hold something. */
function histogramOf(reading: Reading | undefined): Pick<WeightGradient, 'histogram'> {
  const bins = reading?.values ?? [];
  const filled = bins.flatMap((count, bin) => (count > 0 ? [bin] : []));
  const [first, last] = [filled[0], filled.at(-1)];
  if (first === undefined || last === undefined) return {};
  return {
    histogram: { exponent: LEAST_EXPONENT + first, counts: bins.slice(first, last + 1) },
  };
}

function weightTrace({ gradient, update, histogram }: WeightReadings, size: number): WeightTrace {
  const [change, old] = [l2Of(update), l2Of(update, 2)];
  return {
    gradient: {
      ...norms(l2Of(gradient), size),
      ...finite('maxAbs', at(gradient, 2)),
      zeroShare: at(gradient, 3) / size,
      nan: at(gradient, 4),
      inf: at(gradient, 5),
      ...histogramOf(histogram),
    },
    ...finite('updateRatio', change / old),
    ...finite('lostUpdates', at(update, 4) / size),
  };
}

/** √Σl2² of several tensors, and their entries together. */
interface Pooled {
  readonly l2: number;
  readonly size: number;
}
const pooled = (parts: readonly Pooled[]): Pooled => ({
  l2: Math.hypot(...parts.map(({ l2 }) => l2)),
  size: parts.reduce((sum, { size }) => sum + size, 0),
});
const rmsOf = ({ l2, size }: Pooled): number => l2 / Math.sqrt(size);

/** Turns the raw numbers of one step into the quantities of a report. */
class StepReader {
  /** With a single reader an output has the gradient of the edge to it. */
  private readonly onlyEdge = new Map<string, string>();

  constructor(
    private readonly training: Training,
    private readonly readings: StepReadings,
  ) {
    for (const { id, inputs } of this.model.graph.layers) {
      inputs.forEach(({ layer, output }, slot) => {
        this.onlyEdge.set(outputKey(layer, output), edgeKey({ to: id, slot }));
      });
    }
  }

  private get model(): BuiltModel {
    return this.training.model;
  }

  private edge(key: string): Pooled | undefined {
    const reading = this.readings.taps.edges.get(key);
    return reading && { l2: l2Of(reading), size: this.readings.taps.sizes.edges.get(key) ?? 0 };
  }

  private outputGradient(layer: LayerId, count: number): Pooled | undefined {
    const { taps } = this.readings;
    const parts = Array.from({ length: count }, (_, output) => {
      const key = outputKey(layer, output);
      const reading = taps.outputs.get(key);
      if (reading) return { l2: l2Of(reading), size: taps.sizes.outputs.get(key) ?? 0 };
      return this.training.plan.tappedOutputs.has(key)
        ? undefined
        : this.edge(this.onlyEdge.get(key) ?? '');
    }).filter((part) => part !== undefined);
    return parts.length > 0 ? pooled(parts) : undefined;
  }

  private inputGradient(layer: LayerId, slots: number): Pooled | undefined {
    const parts = Array.from({ length: slots }, (_, slot) =>
      this.edge(edgeKey({ to: layer, slot })),
    ).filter((part) => part !== undefined);
    return parts.length > 0 ? pooled(parts) : undefined;
  }

  private activation(layer: LayerId): ActivationProbe | undefined {
    const reading = this.readings.taps.activations.get(layer);
    if (!reading) return undefined;
    return {
      ...finite('mean', at(reading, 0)),
      ...finite('std', Math.sqrt(at(reading, 1))),
      ...this.deadOrSaturated(layer, at(reading, 3)),
      nonFinite: at(reading, 2),
    };
  }

  private deadOrSaturated(layer: LayerId, count: number): Partial<ActivationProbe> {
    const kind = this.model.nonlinearities.get(layer);
    if (!kind) return {};
    if (kind !== 'rectifier') {
      const size = this.readings.taps.sizes.outputs.get(outputKey(layer, 0)) ?? NaN;
      return finite('saturatedShare', count / size);
    }
    const node = this.model.graph.layers.find(({ id }) => id === layer);
    return finite('deadShare', count / (node?.outputShape[0]?.at(-1) ?? NaN));
  }

  /** Over all trainable weights of a layer: RMS ∂L/∂W, and ‖Δw‖ / ‖w‖. */
  private weightsOf(layer: LayerId): Pick<LayerTrace, 'weightGradient' | 'updateRatio'> {
    const own = this.training.trained.flatMap(({ layer: owner, variable }, i) => {
      const readings = this.readings.weights.get(i);
      return owner === layer && readings ? [{ ...readings, size: variable.size }] : [];
    });
    if (own.length === 0) return {};
    const total = (part: (weight: (typeof own)[number]) => number): Pooled =>
      pooled(own.map((weight) => ({ l2: part(weight), size: weight.size })));
    const [gradient, change, old] = [
      total((weight) => l2Of(weight.gradient)),
      total((weight) => l2Of(weight.update)),
      total((weight) => l2Of(weight.update, 2)),
    ];
    return {
      ...finite('weightGradient', rmsOf(gradient)),
      ...finite('updateRatio', change.l2 / old.l2),
    };
  }

  layer(id: LayerId, slots: number, outputs: number): LayerTrace {
    const [before, after] = [this.inputGradient(id, slots), this.outputGradient(id, outputs)];
    const activation = this.activation(id);
    return {
      ...(activation && { activation }),
      ...(after && { activationGradient: norms(after.l2, after.size) }),
      ...(before && after && finite('gain', rmsOf(before) / rmsOf(after))),
      ...this.weightsOf(id),
    };
  }

  edges(): Map<string, GradientNorms> {
    const keys = [...this.readings.taps.edges.keys()];
    return new Map(
      keys.flatMap((key): [string, GradientNorms][] => {
        const found = this.edge(key);
        return found ? [[key, norms(found.l2, found.size)]] : [];
      }),
    );
  }

  forks(): Map<string, ForkTrace> {
    return new Map(
      [...this.readings.taps.forks].flatMap(([skip, reading]): [string, ForkTrace][] => {
        const [shortcutL2, bodyL2] = [l2Of(reading), l2Of(reading, 2)];
        const shortcutShare = shortcutL2 / (shortcutL2 + bodyL2);
        const inner = at(reading, 0) * at(reading, 2) * at(reading, 4);
        const cosine = finite('cosine', inner / (shortcutL2 * bodyL2));
        return Number.isFinite(shortcutShare)
          ? [[skip, { shortcutL2, bodyL2, shortcutShare, ...cosine }]]
          : [];
      }),
    );
  }
}

/** The quantities of one step, in the units of the report. */
export function stepTrace(training: Training, readings: StepReadings): StepTrace {
  const reader = new StepReader(training, readings);
  const { layers } = training.model.graph;
  return {
    ...finite('loss', at(readings.loss, 0)),
    weights: training.trained.map(({ variable }, i) => {
      const found = readings.weights.get(i);
      return found ? weightTrace(found, variable.size) : {};
    }),
    layers: new Map(
      layers.map(({ id, inputs, outputShape }) => [
        id,
        reader.layer(id, inputs.length, outputShape.length),
      ]),
    ),
    edges: reader.edges(),
    forks: reader.forks(),
  };
}
