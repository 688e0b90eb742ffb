import type { LayerId } from '../../../src/shared/network/network';
import type { ForkProbe, LayerProbe } from '../../../src/shared/report/probe';
import type { LayerCost } from '../../../src/shared/report/profile';
import type { Finding, Report, Severity, Skip } from '../../../src/shared/report/report';
import { bySeverity, probeByLayer } from '../../../src/shared/report/selectors';
import type { Comparison } from '../../../src/analysis/comparison/compareReports';
import { verdictOf, type Verdict } from '../../../src/shared/words/verdict/verdict';
import { groupBy } from './groupBy';
import { readClash, type Clash } from './clash';
import { buildTree, type NetworkTree } from './networkTree';
import { findSkipPath, type SkipPath } from './skipPaths';
import type { ItemKey, TreeItem } from './treeItems';

/** A report with the look-up tables of the views, built once. */
export interface Subject {
  readonly report: Report;
  readonly tree: NetworkTree;
  readonly skipPaths: readonly SkipPath[];
  readonly skips: ReadonlyMap<string, Skip>;
  readonly probes: ReadonlyMap<LayerId, LayerProbe>;
  /** Empty without a profile. */
  readonly costs: ReadonlyMap<LayerId, LayerCost>;
  readonly forks: ReadonlyMap<string, ForkProbe>;
  readonly findings: ReadonlyMap<LayerId, readonly Finding[]>;
  readonly verdict: Verdict;
  /** The inputs that do not fit, in a network that cannot be built or run. */
  readonly clash?: Clash;
  /** RMS of ∂L/∂x by {@link inputKey}. */
  readonly inputGradients: ReadonlyMap<string, number>;
  /** The last whole probe of the same model before this report. */
  readonly earlier?: Subject;
  /** Set if an older report lies under this one. */
  readonly comparing?: Comparing;
}

/** `changed` is a group with some members added or removed. */
export type Change = 'added' | 'removed' | 'changed';

/** The parts that only one of two compared reports has. */
export interface Changes {
  readonly items: ReadonlyMap<ItemKey, Change>;
  readonly skips: ReadonlyMap<string, 'added' | 'removed'>;
}

/** The older report of a comparison, beside the overlay of both that is drawn. */
export interface Comparing {
  readonly comparison: Comparison;
  readonly before: Subject;
  readonly changes: Changes;
}

export const inputKey = (layer: LayerId, slot: number): string => `${slot}<${layer}`;

function readInputGradients(report: Report): Map<string, number> {
  const gradients = new Map<string, number>();
  for (const { to, slot, rms } of report.probe?.edges ?? [])
    if (rms !== undefined) gradients.set(inputKey(to, slot), rms);
  return gradients;
}

export function readSubject(given: Report): Subject {
  const { report, clash } = readClash(given);
  const tree = buildTree(report);
  const { items } = report.skips;
  return {
    report,
    tree,
    skipPaths: items.map((skip) => findSkipPath(tree.layers, skip)),
    skips: new Map(items.map((skip) => [skip.id, skip])),
    probes: probeByLayer(report),
    costs: new Map(report.profile?.layers.map((cost) => [cost.layer, cost])),
    forks: new Map(report.probe?.forks.map((fork) => [fork.skip, fork])),
    findings: groupBy(bySeverity(report.findings), ({ layer }) => layer),
    verdict: verdictOf(report),
    inputGradients: readInputGradients(report),
    ...(clash && { clash }),
  };
}

/** The findings of a layer, or of everything in a group, worst first. */
export function findingsOf(subject: Subject, item: TreeItem): readonly Finding[] {
  if (item.type === 'layer') return subject.findings.get(item.layer.id) ?? [];
  if (subject.findings.size === 0) return [];
  return bySeverity(item.layers.flatMap(({ id }) => subject.findings.get(id) ?? []));
}

export const worstSeverity = (findings: readonly Finding[]): Severity | undefined =>
  findings[0]?.severity;
