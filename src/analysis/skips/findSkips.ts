import type { NetworkGraph } from '../../shared/network/network';
import type { AmbiguousSkip, Skip, SkipKind, SkipReport } from '../../shared/report/report';
import type { Flow } from '../flow/flow';
import { flowOf } from '../flow/flow';
import { gatherComplements } from '../flow/gatheredComplements';
import { boundedNodes, dataInputs, dataNodes } from '../flow/gating';
import { at } from '../flow/lookup';
import { traitsOf } from '../flow/routes';
import { Bypasses } from './bypasses';
import type { Candidate } from './candidates';
import { candidatesOf } from './candidates';
import type { FoundSkip } from './connections';
import { countConnections } from './connections';
import { countMerges } from './countMerges';
import { findGates } from './gates';
import { differenceFrom, gatedDifferences } from './highway';
import { findMerges } from './merges';
import { judge } from './rules';
import { isPartial, spatialChangeOf } from './shortcuts';
import { unknownJoins } from './unknownJoins';
import { stretchesOf } from './stretches';

/**
 * All skip connections of a network: for each input of each merge the nearest fork that also arrives
 * another way, judged by what shortcut and bypass cost. Reads operations, shapes and edges, never names.
 * Near-linear in layers and edges, without recursion over the network.
 */
export function findSkips(graph: NetworkGraph): SkipReport {
  const flow = gatherComplements(flowOf(graph));
  const bounded = boundedNodes(flow);
  const inputs = dataInputs(flow, bounded);
  const bypasses = new Bypasses(inputs, traitsOf(flow));
  const stretch = stretchesOf(flow, bypasses.routes);
  const found: FoundSkip[] = [];
  const ambiguous: AmbiguousSkip[] = [];
  const insideHighways = new Set<number>();
  const data = dataNodes(flow, inputs);
  for (const merge of findMerges(flow)) {
    const ways = { findBypass: bypasses.of(merge.entries), stretch };
    const candidates = candidatesOf(flow, bounded, merge, ways);
    const differences = gatedDifferences(flow, bounded, merge);
    for (const candidate of candidates) {
      const verdict = judge(flow, candidate, candidates);
      if (!verdict || entersGate(candidate, data)) continue;
      const inner = differenceFrom(flow, bounded, candidate, differences);
      if (inner !== undefined) insideHighways.add(inner);
      const skip = describe(flow, candidate, inner === undefined ? verdict.kind : 'gated');
      if (verdict.doubt === undefined) found.push({ skip, candidate });
      else ambiguous.push({ ...skip, why: { code: verdict.doubt } });
    }
  }
  const counted = found.filter(({ candidate }) => !insideHighways.has(candidate.merge.node));
  const carrying = new Set(
    counted.flatMap(({ skip, candidate }) =>
      skip.kind === 'gated' ? (candidate.shortcut.gate ?? []) : [],
    ),
  );
  const unknown = unknownJoins(flow);
  return {
    merges: countMerges(counted),
    connections: countConnections(counted),
    items: counted.map(({ skip }) => skip),
    ambiguous,
    ...(unknown.length > 0 && { unknownJoins: unknown }),
    gates: findGates(flow, bounded, bypasses, carrying),
  };
}

/** A factor computed from the data is gating, independent of the network that computes it. */
const entersGate = ({ merge, shortcut }: Candidate, data: ReadonlySet<number>): boolean =>
  data.has(shortcut.fork) && !data.has(merge.node);

function describe(flow: Flow, candidate: Candidate, kind: SkipKind): Skip {
  const { entry, shortcut } = candidate;
  const { bypass } = shortcut;
  const from = at(flow.nodes, shortcut.fork).layer.id;
  const { layer, operation } = at(flow.nodes, entry.reader);
  const to = layer.id;
  return {
    id: `${from}>${to}:${entry.slot}`,
    kind,
    reach: bypass.downAndUp ? 'long' : 'short',
    from,
    to,
    slot: entry.slot,
    span: bypass.span,
    spatialChange: spatialChangeOf(flow, shortcut),
    partial: isPartial(flow, shortcut),
    ...(operation.type === 'merge' && operation.how === 'average' && { averaged: true as const }),
  };
}
