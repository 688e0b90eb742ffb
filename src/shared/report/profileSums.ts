import type { BytesByType, GroupId, LayerId, Network } from '../network/network';
import type { BatchFit, ByPass, LayerCost, LayerCounts, Line, Profile } from './profile';

/** Sum of what all have; `undefined` where one lacks it. */
function summed(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function summedPasses(values: readonly (ByPass | undefined)[]): ByPass | undefined {
  const forward = summed(values.map((value) => value?.forward));
  const backward = summed(values.map((value) => value?.backward));
  return forward === undefined || backward === undefined ? undefined : { forward, backward };
}

function summedTypes(all: readonly BytesByType[]): BytesByType {
  const sums: Record<string, number> = {};
  for (const each of all)
    for (const [type, bytes] of Object.entries(each)) sums[type] = (sums[type] ?? 0) + bytes;
  return sums;
}

/** Bytes of every type together. */
export const allBytes = (byType: BytesByType): number =>
  Object.values(byType).reduce((sum, bytes) => sum + bytes, 0);

/** The counts of some layers together; one that a layer lacks is absent. */
export function sumCounts(all: readonly LayerCounts[]): LayerCounts {
  const of = (count: (counts: LayerCounts) => number | undefined): number | undefined =>
    summed(all.map(count));
  const macs = summedPasses(all.map((counts) => counts.macs));
  const flops = summedPasses(all.map((counts) => counts.flops));
  const trafficBytes = summedPasses(all.map((counts) => counts.trafficBytes));
  const activationBytes = of((counts) => counts.activationBytes);
  const keptBytes = of((counts) => counts.keptBytes);
  return {
    ...(macs && { macs }),
    ...(flops && { flops }),
    parameters: {
      trainable: of(({ parameters }) => parameters.trainable) ?? 0,
      frozen: of(({ parameters }) => parameters.frozen) ?? 0,
    },
    buffers: of(({ buffers }) => buffers) ?? 0,
    weightBytes: summedTypes(all.map(({ weightBytes }) => weightBytes)),
    ...(activationBytes !== undefined && { activationBytes }),
    ...(keptBytes !== undefined && { keptBytes }),
    ...(trafficBytes && { trafficBytes }),
  };
}

/** Median milliseconds of some layers together. */
export interface SummedTime {
  readonly forward: number;
  readonly backward: number;
  readonly update: number;
  readonly total: number;
  readonly share: number;
}

/** The cost of some layers together: a group, a line, a model. */
export interface SummedCost {
  readonly layers: readonly LayerId[];
  readonly counts: LayerCounts;
  /** Absent if no time was measured. */
  readonly time?: SummedTime;
}

/** The costs of some layers together; medians are summed up. */
export function sumCosts(costs: readonly LayerCost[]): SummedCost {
  const times = costs.flatMap(({ time }) => time ?? []);
  const of = (value: (time: (typeof times)[number]) => number): number =>
    times.reduce((sum, time) => sum + value(time), 0);
  return {
    layers: costs.map(({ layer }) => layer),
    counts: sumCounts(costs.map(({ counts }) => counts)),
    ...(times.length > 0 && {
      time: {
        forward: of(({ forward }) => forward.median),
        backward: of(({ backward }) => backward.median),
        update: of(({ update }) => update.median),
        total: of(({ total }) => total.median),
        share: of(({ share }) => share),
      },
    }),
  };
}

/** Forward and backward together. */
export const bothPasses = (passes: ByPass | undefined): number | undefined =>
  passes && passes.forward + passes.backward;

/** Higher for what costs more: by time, by MACs where no time was measured. */
export const costRank = ({ time, counts }: SummedCost): number =>
  time?.total ?? bothPasses(counts.macs) ?? 0;

type Grouped = Pick<Network, 'layers' | 'groups'>;

/** The costs of each group with all that lies in it, in the order of the groups. */
export function groupCosts(
  { layers, groups }: Grouped,
  { layers: costs }: Pick<Profile, 'layers'>,
): ReadonlyMap<GroupId, SummedCost> {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  const groupOf = new Map(layers.map(({ id, group }) => [id, group]));
  const members = new Map<GroupId, LayerCost[]>(groups.map(({ id }) => [id, []]));
  for (const cost of costs) {
    let group: GroupId | null = groupOf.get(cost.layer) ?? null;
    while (group !== null) {
      members.get(group)?.push(cost);
      group = parents.get(group) ?? null;
    }
  }
  return new Map([...members].map(([id, own]) => [id, sumCosts(own)]));
}

/** The costs of each line of the source, the innermost that made a layer, by `file:line`. */
export function lineCosts(
  { layers }: Pick<Network, 'layers'>,
  { layers: costs }: Pick<Profile, 'layers'>,
): ReadonlyMap<string, SummedCost> {
  const byId = new Map(costs.map((cost) => [cost.layer, cost]));
  const members = new Map<string, LayerCost[]>();
  for (const { id, source } of layers) {
    const [place] = source;
    const cost = byId.get(id);
    if (!place || !cost) continue;
    const key = `${place.file}:${place.line}`;
    members.set(key, [...(members.get(key) ?? []), cost]);
  }
  return new Map([...members].map(([key, own]) => [key, sumCosts(own)]));
}

const at = ({ fixed, perSample }: Line, batchSize: number): number => fixed + perSample * batchSize;

/** Milliseconds, bytes and throughput of a step of another batch, by the lines of the fit. */
export function stepAt(
  { time, memory }: BatchFit,
  batchSize: number,
): { readonly milliseconds: number; readonly samplesPerSecond: number; readonly bytes?: number } {
  const milliseconds = at(time, batchSize);
  return {
    milliseconds,
    samplesPerSecond: milliseconds > 0 ? (1000 * batchSize) / milliseconds : 0,
    ...(memory && { bytes: at(memory, batchSize) }),
  };
}

/**
 * The largest batch whose step fits into a number of bytes, 0 if none does; `undefined` where the fit has no
 * bytes, or they do not grow.
 */
export function largestBatch({ memory }: BatchFit, bytes: number): number | undefined {
  if (!memory || memory.perSample <= 0) return undefined;
  return Math.max(0, Math.floor((bytes - memory.fixed) / memory.perSample));
}
