import type { LayerCost, LayerCounts, Quartiles } from '../../../src/shared/report/profile';
import {
  formatBytes,
  formatCount,
  formatMagnitude,
  notMeasured,
} from '../../../src/shared/words/format';
import { formatDuration } from '../../../src/shared/words/profileTables';
import type { CostName } from './costNames';

/** Multiply-accumulates and bytes of traffic, forward and backward; absent if one of them is. */
function work({ macs, trafficBytes }: LayerCounts): { macs: number; bytes: number } | undefined {
  if (!macs || !trafficBytes) return undefined;
  return {
    macs: macs.forward + macs.backward,
    bytes: trafficBytes.forward + trafficBytes.backward,
  };
}

type Times = Pick<NonNullable<LayerCost['time']>, 'forward' | 'backward' | 'total'>;

const times: Readonly<Partial<Record<CostName, (time: Times) => Quartiles>>> = {
  time: ({ total }) => total,
  forward: ({ forward }) => forward,
  backward: ({ backward }) => backward,
};

export const isOfTime = (name: CostName): boolean => times[name] !== undefined;

const counts: Readonly<Partial<Record<CostName, (of: LayerCounts) => number | undefined>>> = {
  macs: ({ macs }) => macs?.forward,
  parameters: ({ parameters: { trainable, frozen } }) => trainable + frozen,
  activations: ({ activationBytes }) => activationBytes,
};

/**
 * A quantity of some layers together: milliseconds, MACs of a forward pass, entries, bytes, or MACs per byte.
 * `undefined` where it is known of none of them, or a count of one of them is not known.
 */
export function costOf(costs: readonly LayerCost[], name: CostName): number | undefined {
  if (name === 'intensity') return intensityOf(costs);
  const ofTime = times[name];
  const values = costs.map(({ time, counts: own }) =>
    ofTime ? time && ofTime(time).median : counts[name]?.(own),
  );
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || (!ofTime && known.length < values.length)) return undefined;
  return known.reduce((sum, value) => sum + value, 0);
}

/** MACs ÷ bytes; layers that move nothing have none. */
function intensityOf(costs: readonly LayerCost[]): number | undefined {
  let [macs, bytes] = [0, 0];
  for (const cost of costs) {
    const own = work(cost.counts);
    if (!own) return undefined;
    macs += own.macs;
    bytes += own.bytes;
  }
  return bytes > 0 ? macs / bytes : undefined;
}

/** The lower and the upper quartile of a time; empty for what was counted. */
export function quartilesOf(cost: LayerCost | undefined, name: CostName): number[] {
  const own = cost?.time && times[name]?.(cost.time);
  return own ? [own.lower, own.upper] : [];
}

const formats: Readonly<Record<CostName, (value: number) => string>> = {
  time: formatDuration,
  forward: formatDuration,
  backward: formatDuration,
  macs: formatMagnitude,
  parameters: formatCount,
  activations: formatBytes,
  intensity: (value) => value.toPrecision(3),
};

export const formatCost = (name: CostName, value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? notMeasured() : formats[name](value);
