import { compareReports, type Comparison } from '../../../src/analysis/comparison/compareReports';
import type { LayerId } from '../../../src/shared/network/network';
import type { LayerProbe } from '../../../src/shared/report/probe';
import type { ProbeMetricName } from './metrics';
import type { Subject } from './subject';

const isWhole = ({ report: { probe } }: Subject): boolean => probe !== undefined && !probe.planned;

/**
 * The subject with the last whole probe of the same model behind it: its numbers stay until new ones come, and are
 * what those are compared with.
 */
export function withEarlier(subject: Subject, last: Subject | undefined): Subject {
  if (!last || subject.comparing || last.comparing) return subject;
  if (last.report.model.name !== subject.report.model.name) return subject;
  const { earlier: before, ...own } = last;
  const earlier = isWhole(last) ? own : before;
  return earlier ? { ...subject, earlier } : subject;
}

const comparisons = new WeakMap<Subject, Comparison>();

/** Layers are matched by what they are: an inserted one renumbers those behind it. */
function comparisonOf(subject: Subject, earlier: Subject): Comparison {
  const known = comparisons.get(subject) ?? compareReports(earlier.report, subject.report);
  comparisons.set(subject, known);
  return known;
}

/** The layer of the earlier network that corresponds to this one. */
export function earlierLayer(subject: Subject, layer: LayerId): LayerId | undefined {
  const { earlier } = subject;
  return earlier && comparisonOf(subject, earlier).layers.before.get(layer);
}

interface Range {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** The last step of every seed. */
function rangeOf(probe: LayerProbe | undefined, metric: ProbeMetricName): Range | undefined {
  const all = probe?.history[metric]?.flatMap((steps) => steps.at(-1) ?? []) ?? [];
  const sorted = all.filter((value) => value > 0).sort((a, b) => a - b);
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return low !== undefined && middle !== undefined && high !== undefined
    ? { low, middle, high }
    : undefined;
}

/** Of a single seed nothing tells how far values scatter: only twice or half is told. */
const CLEAR = 2;

/** The factor from the earlier probe to this one; `undefined` while seeds overlap, or one of the two is missing. */
export function changeFactor(
  subject: Subject,
  metric: ProbeMetricName,
  layer: LayerId,
): number | undefined {
  const { earlier } = subject;
  const twin = earlierLayer(subject, layer);
  if (!earlier || !twin || !isWhole(subject)) return undefined;
  const after = rangeOf(subject.probes.get(layer), metric);
  const before = rangeOf(earlier.probes.get(twin), metric);
  if (!after || !before) return undefined;
  return isClear(before, after) ? after.middle / before.middle : undefined;
}

function isClear(before: Range, after: Range): boolean {
  const isSingle = after.low === after.high || before.low === before.high;
  if (!isSingle) return after.low > before.high || after.high < before.low;
  const factor = after.middle / before.middle;
  return factor >= CLEAR || factor <= 1 / CLEAR;
}
