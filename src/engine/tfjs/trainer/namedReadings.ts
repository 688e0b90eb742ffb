import type {
  ActivationReading,
  ForkReading,
  GradientReading,
  NormReading,
  StepReadings,
  WeightReading,
} from '../../model/stepReadings';
import { outputKey } from '../../probe/plan/edges';
import type { TapReadings } from './gradientTaps';
import type { Reading } from './statistics/readings';

/** The readings of one weight as they come from the reductions. */
export interface WeightLists {
  readonly gradient: Reading;
  readonly update: Reading;
  readonly histogram?: Reading;
}

const norm = (scale = NaN, squares = NaN): NormReading => ({ scale, squares });

function gradientReading({ values: [scale, squares] }: Reading, size: number): GradientReading {
  return { ...norm(scale, squares), size };
}

const stepsOf = (reading: Reading | undefined): Pick<GradientReading, 'steps'> =>
  reading ? { steps: reading.values.slice(1) } : {};

function weightReading({ gradient, update, histogram }: WeightLists): WeightReading {
  const [scale, squares, largest = NaN, zeros = NaN, nans = NaN, infinities = NaN] =
    gradient.values;
  const [changeScale, changeSquares, oldScale, oldSquares, lost = NaN] = update.values;
  return {
    gradient: { ...norm(scale, squares), largest, zeros, nans, infinities },
    update: {
      change: norm(changeScale, changeSquares),
      before: norm(oldScale, oldSquares),
      lost,
    },
    ...(histogram && { histogram: histogram.values }),
  };
}

/** The numbers of one output, of so many entries. */
export function activationReading({ values }: Reading, size: number): ActivationReading {
  const [mean = NaN, variance = NaN, nonFinite = NaN, affected = NaN] = values;
  return { size, mean, variance, nonFinite, affected };
}

function forkReading({ values }: Reading): ForkReading {
  const [shortcutScale, shortcutSquares, bodyScale, bodySquares, inner = NaN] = values;
  return {
    shortcut: norm(shortcutScale, shortcutSquares),
    body: norm(bodyScale, bodySquares),
    inner,
  };
}

const mapped = <K, A, B>(from: ReadonlyMap<K, A>, to: (value: A, key: K) => B): Map<K, B> =>
  new Map([...from].map(([key, value]) => [key, to(value, key)]));

/** The numbers of a step by their names; the order of each list is that of `Reductions`. */
export function namedReadings(
  loss: Reading,
  { edges, steps, outputs, activations, forks, sizes }: TapReadings,
  weights: ReadonlyMap<number, WeightLists>,
): StepReadings {
  return {
    loss: loss.values[0] ?? NaN,
    edges: mapped(edges, (each, key) => ({
      ...gradientReading(each, sizes.edges.get(key) ?? 0),
      ...stepsOf(steps.get(key)),
    })),
    outputs: mapped(outputs, (each, key) => gradientReading(each, sizes.outputs.get(key) ?? 0)),
    activations: mapped(activations, (each, layer) =>
      activationReading(each, sizes.outputs.get(outputKey(layer, 0)) ?? NaN),
    ),
    forks: mapped(forks, forkReading),
    weights: mapped(weights, weightReading),
  };
}
