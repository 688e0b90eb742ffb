import type { LayerId } from '../../shared/network/network';
import type { LayerCost, Quartiles } from '../../shared/report/profile';
import type { Comparison } from './compareReports';

/** The costs of one layer in both profiles; one side is absent for a layer that the other network lacks. */
export interface CostPair {
  /** Of the newer report, or of the older one where the newer lacks it. */
  readonly layer: LayerId;
  readonly before?: LayerCost;
  readonly after?: LayerCost;
  /** Median milliseconds after less those before; a layer that is not there takes none. 0 where one was not measured. */
  readonly change: number;
  /** The quartiles of both do not meet: the change is no matter of the runs. */
  readonly isSure: boolean;
}

const apart = (a: Quartiles, b: Quartiles): boolean => a.upper < b.lower || b.upper < a.lower;

/** A layer that is not there takes no time; one whose time was not measured may take any. */
const isKnown = (cost: LayerCost | undefined): boolean =>
  cost === undefined || cost.time !== undefined;

const medianOf = (time: Quartiles | undefined): number => time?.median ?? 0;

const differ = (old: Quartiles | undefined, now: Quartiles | undefined): boolean =>
  old && now ? apart(old, now) : old !== now;

function pairOf(
  layer: LayerId,
  before: LayerCost | undefined,
  after: LayerCost | undefined,
): CostPair {
  const [old, now] = [before?.time?.total, after?.time?.total];
  const change =
    isKnown(before) && isKnown(after)
      ? { change: medianOf(now) - medianOf(old), isSure: differ(old, now) }
      : { change: 0, isSure: false };
  return { layer, ...(before && { before }), ...(after && { after }), ...change };
}

/** Layers of two profiles side by side, the largest change of time first. Empty if one has no profile. */
export function costPairs({ before, after, layers }: Comparison): CostPair[] {
  if (!before.profile || !after.profile) return [];
  const olds = new Map(before.profile.layers.map((cost) => [cost.layer, cost]));
  const news = new Map(after.profile.layers.map((cost) => [cost.layer, cost]));
  const pairs = [
    ...[...layers.before].map(([id, twin]) => pairOf(id, olds.get(twin), news.get(id))),
    ...layers.added.map((id) => pairOf(id, undefined, news.get(id))),
    ...layers.removed.map((id) => pairOf(id, olds.get(id), undefined)),
  ];
  return pairs.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}
