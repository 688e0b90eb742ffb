import { describeNetwork } from '../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../src/shared/network/network';
import type { Layout } from '../../src/shared/protocol/layoutContract';
import type { Report } from '../../src/shared/report/report';
import { arrange } from '../../webview/graph/layout/arrange';
import type { CellShape } from '../../webview/graph/layout/cellLayout';
import { fitsElk, layOutWithElk } from '../../webview/graph/layout/elkCell';
import { layOutSimply } from '../../webview/graph/layout/simpleCell';
import { toLayoutRequest } from '../../webview/graph/layout/sizes';
import { buildVisibleGraph, type VisibleGraph } from '../../webview/graph/layout/visibleGraph';
import { readSubject, type Subject } from '../../webview/graph/state/subject';
import type { ItemKey } from '../../webview/graph/state/treeItems';
import { ReportBuilder } from './reportBuilder';

/** A report without numbers, from a network graph as a frontend gives it. */
function reportOf(graph: NetworkGraph): Report {
  const empty = new ReportBuilder('random').report();
  return { ...empty, network: describeNetwork(graph), skips: findSkips(graph), findings: [] };
}

/** Lays out a report with some groups open, as the worker does. */
export async function layOutReport(
  subject: Subject,
  open: ReadonlySet<ItemKey>,
  simple = false,
): Promise<{ graph: VisibleGraph; layout: Layout }> {
  const graph = buildVisibleGraph(subject.tree, subject.skipPaths, open);
  const layOutCell = async (shape: CellShape) =>
    simple || !fitsElk(shape) ? layOutSimply(shape) : await layOutWithElk(shape);
  return { graph, layout: await arrange(toLayoutRequest(graph), layOutCell) };
}

export const everythingOpen = (subject: Subject): ReadonlySet<ItemKey> =>
  new Set(subject.tree.groups.keys());

export const subjectOf = (graph: NetworkGraph): Subject => readSubject(reportOf(graph));
