import { isNeutralToZero, withoutEdge } from '../../../analysis/skips/withoutEdges';
import { Failure } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import type { NetworkGraph } from '../../../shared/network/network';
import type { CutRequest } from '../../../shared/protocol/cutRequest';
import type { SkipReport } from '../../../shared/report/report';
import { message } from '../../../shared/words/message';
import type { ProbeAblation } from '../../probe/runProbe';

/**
 * The ablation of the shortcut into one slot of a merge. Throws a `Failure` of code `invalid-argument` if
 * there is none, or if the merge does not add, subtract or concatenate.
 */
export function findCut(
  graph: NetworkGraph,
  { items }: SkipReport,
  { to, slot }: CutRequest['cut'],
): ProbeAblation {
  const merge = graph.layers.find(({ id }) => id === to);
  if (!merge) throw refusal(message('jobs.no-merge-to-cut', { layer: to }));
  const { kind } = merge;
  if (!isNeutralToZero(merge)) throw refusal(message('jobs.merge-not-cut', { layer: to, kind }));
  const skip = items.find((item) => item.to === to && item.slot === slot);
  if (!skip) throw refusal(message('jobs.no-shortcut-to-cut', { layer: to, slot }));
  const { id, from } = skip;
  return {
    edges: new Set([`${to}:${slot}`]),
    idle: withoutEdge(graph, skip).idle,
    reported: { skip: id, from, to, slot },
  };
}

const refusal = (detail: Message): Failure => new Failure('invalid-argument', detail);
