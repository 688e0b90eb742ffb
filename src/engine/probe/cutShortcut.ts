import * as l10n from '@vscode/l10n';
import * as tf from '@tensorflow/tfjs-core';
import { withoutEdge } from '../../analysis/skips/withoutEdge';
import { Failure } from '../../shared/base/failures';
import type { LayerId, LayerNode, NetworkGraph } from '../../shared/network/network';
import type { ProbeOptions } from '../../shared/protocol/engineContract';
import type { Skip, SkipReport } from '../../shared/report/report';
import type { BuiltModel, Tap } from '../tfjs/builtModel';

/** A shortcut that a probe trains without. */
export interface Cut {
  readonly skip: Skip;
  /** Layers that lead nowhere else: no part of what is trained. */
  readonly idle: ReadonlySet<LayerId>;
}

/** Where zeros in place of one input give what the merge would without it. */
const isNeutralToZero = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && ['add', 'subtract', 'concat'].includes(operation.how);

/**
 * The shortcut that the options name. Throws a `Failure` of code `invalid-argument` where there is none, or
 * where its merge does something else than to add, subtract or concatenate.
 */
export function findCut(
  graph: NetworkGraph,
  { items }: SkipReport,
  { to, slot }: NonNullable<ProbeOptions['cut']>,
): Cut {
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
  return { skip, idle: withoutEdge(graph, skip).idle };
}

const refusal = (detail: string): Failure => new Failure('invalid-argument', detail);

/** The same model, in whose forward pass the merge gets zeros over the shortcut: no gradient goes back over it. */
export function withoutShortcut(model: BuiltModel, { skip, idle }: Cut): BuiltModel {
  const cutting = (tap: Tap): Tap => ({
    edge: (from, to, slot, value) =>
      to === skip.to && slot === skip.slot
        ? tf.zeros(value.shape, value.dtype)
        : tap.edge(from, to, slot, value),
    output: (layer, output, value) => tap.output(layer, output, value),
  });
  return {
    ...model,
    forward: (inputs, tap) => model.forward(inputs, cutting(tap)),
    penalties: () => model.penalties(idle),
  };
}
