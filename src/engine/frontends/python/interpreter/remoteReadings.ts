import type {
  ActivationReading,
  ForkReading,
  GradientReading,
  NormReading,
  StepReadings,
  WeightReading,
} from '../../../model/stepReadings';
import type { LayerId } from '../../../../shared/network/network';
import type { Activations, MeasurePlan } from '../../../model/trainer';
import type { PassesAnswer, StepAnswer } from './helper';
import { watchedOutputs, type Places } from './remotePlan';

type Values = readonly number[];

const norm = (scale = NaN, squares = NaN): NormReading => ({ scale, squares });

function activationReading(values: Values, size: number): ActivationReading {
  const [mean = NaN, variance = NaN, nonFinite = NaN, affected = NaN] = values;
  return { size, mean, variance, nonFinite, affected };
}

/** The numbers of a step, looked up by what they are of. Behind the first operation that is not the recorded one nothing is told. */
class Lookup {
  private readonly found: ReadonlyMap<string, Values>;

  constructor(private readonly answer: StepAnswer) {
    this.found = new Map(
      answer.keys.map((key, at) => [key.join(' '), answer.values[at] ?? []] as const),
    );
  }

  at(kind: string, ...place: readonly (string | number)[]): Values | undefined {
    return this.found.get([kind, ...place].join(' '));
  }

  gradient(kind: string, place: readonly [number, number]): GradientReading | undefined {
    const { differsAt, sizes } = this.answer;
    const values = this.at(kind, ...place);
    if (!values || (differsAt !== null && place[0] >= differsAt)) return undefined;
    const [scale, squares] = values;
    const steps = this.at('steps', ...place)?.slice(1);
    const size = sizes.get([kind, ...place].join(' ')) ?? 0;
    return { ...norm(scale, squares), size, ...(steps && kind === 'edge' && { steps }) };
  }

  activation(node: number): ActivationReading | undefined {
    const { differsAt, sizes } = this.answer;
    const values = this.at('activation', node);
    if (!values || (differsAt !== null && node >= differsAt)) return undefined;
    return activationReading(values, sizes.get(`activation ${node}`) ?? 0);
  }

  fork(skip: string): ForkReading | undefined {
    const values = this.at('fork', skip);
    if (!values) return undefined;
    const [oneScale, oneSquares, otherScale, otherSquares, inner = NaN] = values;
    return { shortcut: norm(oneScale, oneSquares), body: norm(otherScale, otherSquares), inner };
  }

  weight(at: number): WeightReading | undefined {
    const values = this.at('weight', at);
    const update = this.at('update', at);
    if (!values || !update) return undefined;
    const [scale, squares, largest = NaN, zeros = NaN, nans = NaN, infinities = NaN] = values;
    const [changeScale, changeSquares, oldScale, oldSquares, lost = NaN] = update;
    const histogram = this.at('histogram', at);
    return {
      gradient: { ...norm(scale, squares), largest, zeros, nans, infinities },
      update: {
        change: norm(changeScale, changeSquares),
        before: norm(oldScale, oldSquares),
        lost,
      },
      ...(histogram && { histogram }),
    };
  }
}

const mapped = <K, A, B>(
  from: Iterable<readonly [K, A]>,
  to: (value: A) => B | undefined,
): Map<K, B> => {
  const found = new Map<K, B>();
  for (const [key, value] of from) {
    const made = to(value);
    if (made !== undefined) found.set(key, made);
  }
  return found;
};

/** The readings of a step by the names of the network. */
export function remoteReadings(
  answer: StepAnswer,
  places: Places,
  { plan, weights }: { readonly plan: MeasurePlan; readonly weights: number },
): StepReadings {
  const lookup = new Lookup(answer);
  const outputs = mapped(watchedOutputs(places, plan), (place) => lookup.gradient('output', place));
  const sources = mapped(places.sources, (place) => lookup.gradient('edge', place));
  const forks = [...plan.forks.values()].flat();
  const all = Array.from({ length: weights }, (_, at) => [at, at] as const);
  return {
    loss: lookup.at('loss')?.[0] ?? NaN,
    edges: mapped(places.edges, (place) => lookup.gradient('edge', place)),
    outputs: new Map([...outputs, ...sources]),
    activations: mapped<LayerId, number, ActivationReading>(places.nodes, (node) =>
      lookup.activation(node),
    ),
    forks: mapped(
      forks.map(({ skip }) => [skip, skip] as const),
      (skip) => lookup.fork(skip),
    ),
    weights: mapped(all, (at) => lookup.weight(at)),
  };
}

/** The outputs of some nodes in each of the passes, by their layers. */
export function passReadings(
  { keys, values, sizes }: PassesAnswer,
  { nodes, passes }: { readonly nodes: readonly (readonly [LayerId, number])[]; passes: number },
): Activations[] {
  const found = new Map(keys.map((key, at) => [key.join(' '), values[at]] as const));
  return Array.from({ length: passes }, (_, pass) =>
    mapped(nodes, (node) => {
      const key = `${pass} ${node}`;
      const told = found.get(key);
      return told && activationReading(told, sizes.get(key) ?? 0);
    }),
  );
}
