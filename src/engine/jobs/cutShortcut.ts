import * as l10n from '@vscode/l10n';
import { withoutEdge } from '../../analysis/skips/withoutEdge';
import { Failure } from '../../shared/base/failures';
import type { LayerNode, NetworkGraph } from '../../shared/network/network';
import type { ProbeOptions } from '../../shared/protocol/engineContract';
import type { SkipReport } from '../../shared/report/report';
import { edgeKey } from '../probe/plan/edges';
import type { ProbeAblation } from '../probe/runProbe';

/** Where zeros in place of one input give what the merge would without it. */
const isNeutralToZero = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && ['add', 'subtract', 'concat'].includes(operation.how);

/**
 * The ablation of the shortcut that the options name. Throws a `Failure` of code `invalid-argument` where there is none, or
 * where its merge does something else than to add, subtract or concatenate.
 */
export function findCut(
  graph: NetworkGraph,
  { items }: SkipReport,
  { to, slot }: NonNullable<ProbeOptions['cut']>,
): ProbeAblation {
  const merge = graph.layers.find(({ id }) => id === to);
  if (!merge) throw refusal(l10n.t('there is no layer {0} whose shortcut could be cut', to));
  if (!isNeutralToZero(merge))
    throw refusal(
      l10n.t(
        'no input of {0} ({1}) can be cut: only where inputs are added, subtracted or concatenated do zeros stand for a missing one',
        to,
        merge.kind,
      ),
    );
  const skip = items.find((item) => item.to === to && item.slot === slot);
  if (!skip)
    throw refusal(l10n.t('no shortcut that could be cut leads to input {0} of {1}', slot, to));
  return {
    edges: new Set([edgeKey({ to, slot })]),
    idle: withoutEdge(graph, skip).idle,
    reported: { skip: skip.id, from: skip.from, to, slot },
  };
}

const refusal = (detail: string): Failure => new Failure('invalid-argument', detail);
