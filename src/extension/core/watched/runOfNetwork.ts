import type { Layer } from '../../../shared/network/network';
import type { StepLoss, WatchedLayer, WatchedRun } from '../../../shared/protocol/watchedRun';
import type { LatestReading } from './latestReading';

type Named = Pick<Layer, 'name'>;

/** A run as it stands: its last reading, the time of that, and its losses. */
export interface FollowedRun extends LatestReading {
  readonly losses: readonly StepLoss[];
}

/** Tells whether a run trains this network: most of the layers that it follows have the names of its layers. */
export function isRunOf({ head }: Pick<LatestReading, 'head'>, layers: readonly Named[]): boolean {
  const names = new Set(layers.map(({ name }) => name));
  const found = head.layers.filter((name) => names.has(name)).length;
  return found > 0 && 2 * found > head.layers.length;
}

/** The numbers that a list of a reading holds for a layer: `undefined` if the run does not follow it. */
function numberOf(
  places: ReadonlyMap<string, number>,
  numbers: readonly (number | null)[],
): (name: string) => number | null | undefined {
  return (name) => {
    const at = places.get(name);
    return at === undefined ? undefined : (numbers[at] ?? null);
  };
}

const placesOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, at) => [name, at]));

/** The run on the layers of a network, by the names of its modules; `undefined` if it trains another one. */
export function runOfNetwork(
  run: FollowedRun | undefined,
  layers: readonly Pick<Layer, 'id' | 'name'>[],
): WatchedRun | undefined {
  if (!run || !isRunOf(run, layers)) return undefined;
  const { head, reading, readAt, losses } = run;
  const weighted = placesOf(head.layers);
  const gradientOf = numberOf(weighted, reading.gradient);
  const updateOf = numberOf(weighted, reading.update);
  const deadOf = numberOf(placesOf(head.watched), reading.dead);
  const followed = layers.flatMap(({ id, name }): WatchedLayer[] => {
    const [gradient, update, dead] = [gradientOf(name), updateOf(name), deadOf(name)];
    const isFollowed = gradient !== undefined || dead !== undefined;
    return isFollowed
      ? [
          {
            layer: id,
            ...(gradient !== undefined && { gradient }),
            ...(update !== undefined && { update }),
            ...(dead !== undefined && { dead }),
          },
        ]
      : [];
  });
  return { step: reading.step, loss: reading.loss, readAt, layers: followed, losses };
}
