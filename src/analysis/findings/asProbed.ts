import { findSkips } from '../skips/findSkips';
import { withoutEdge } from '../skips/withoutEdge';
import type { CutShortcut } from '../../shared/report/probe';
import type { Skip } from '../../shared/report/report';
import type { FactsInput } from './facts';

/**
 * The network as the probe trained it: without the shortcut that it cut and the layers that led only there,
 * so that no rule counts on what carried nothing.
 */
export function asProbed(subject: FactsInput): FactsInput {
  const { graph, probe } = subject;
  const cut = probe?.cut;
  if (!cut) return subject;
  const { graph: left } = withoutEdge(graph, cut);
  const skips = findSkips(left);
  const names = new Map(skips.items.map((skip) => [idBefore(skip, cut), skip.id]));
  const forks = probe.forks.flatMap((fork) => {
    const skip = names.get(fork.skip);
    return skip === undefined ? [] : [{ ...fork, skip }];
  });
  return { graph: left, skips, probe: { ...probe, forks } };
}

/** The slots after the cut one have moved up. */
function idBefore({ from, to, slot }: Skip, cut: CutShortcut): string {
  return `${from}>${to}:${to === cut.to && slot >= cut.slot ? slot + 1 : slot}`;
}
