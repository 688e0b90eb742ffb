import { channelCount } from '../../shared/network/axes';
import { outputOf } from '../flow/featureMap';
import type { LayerId, LayerNode } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import type { Skip, SkipReport } from '../../shared/report/report';
import type { BlockKind } from './blocks';

/** The skips by the merge that they enter, and the gates. */
export interface SkipIndex {
  readonly into: ReadonlyMap<LayerId, readonly Skip[]>;
  readonly gates: ReadonlySet<LayerId>;
}

export function indexSkips({ items, gates }: SkipReport): SkipIndex {
  const into = new Map<LayerId, Skip[]>();
  for (const skip of items) {
    const list = into.get(skip.to);
    if (list) list.push(skip);
    else into.set(skip.to, [skip]);
  }
  return { into, gates: new Set(gates.map(({ layer }) => layer)) };
}

/**
 * The kind of the block that ends at a merge; `undefined` if it is no block of its own. `body` gives all
 * its layers, in order.
 */
export function kindOf(
  merge: LayerNode,
  body: () => readonly LayerNode[],
  { into, gates }: SkipIndex,
): BlockKind | undefined {
  const skips = into.get(merge.id) ?? [];
  if (skips.some(({ reach }) => reach === 'long')) return undefined;
  const { operation } = merge;
  if (attends(operation)) return 'attention';
  if (operation.type !== 'merge') return undefined;
  if (operation.how === 'multiply') return gates.has(merge.id) ? gateKind(body()) : undefined;
  if (operation.how === 'concat') return concatKind(body(), skips.length > 0);
  return skips.length > 0 ? summedKind(body(), skips) : parallelKind(body());
}

const summedKind = (body: readonly LayerNode[], skips: readonly Skip[]): BlockKind =>
  skips.some(({ kind }) => kind === 'gated') ? 'highway layer' : residualKind(body);

const gateKind = (body: readonly LayerNode[]): BlockKind =>
  body.some(({ operation }) => operation.type === 'pool' && operation.global)
    ? 'squeeze-excite'
    : 'gate';

function concatKind(body: readonly LayerNode[], skips: boolean): BlockKind | undefined {
  if (!skips) return parallelKind(body) && 'inception block';
  const joins = body.filter(({ operation: { type } }) => type === 'merge');
  return joins.length > 1 ? 'dense block' : 'dense layer';
}

/** Branches that only cut and rearrange (a cyclic shift) are no block. */
const parallelKind = (body: readonly LayerNode[]): BlockKind | undefined =>
  body.filter(({ operation }) => operation.type === 'transform').length > 1
    ? 'parallel branches'
    : undefined;

function residualKind(body: readonly LayerNode[]): BlockKind {
  const transforms = body.filter(({ operation }) => operation.type === 'transform');
  if (body.some(({ operation }) => attends(operation))) return 'attention block';
  if (transforms.length > 0 && transforms.every(isDenseOverSequence)) return 'feed-forward block';
  const widths = transforms.map((layer) => channelCount(outputOf(layer)) ?? 0);
  const [last, narrowest, widest] = [widths.at(-1) ?? 0, Math.min(...widths), Math.max(...widths)];
  if (transforms.some(isDepthwise) && widest > last) return 'inverted residual block';
  return transforms.filter(isPointwise).length >= 2 && narrowest < last
    ? 'bottleneck block'
    : 'residual block';
}

const isDenseOverSequence = ({ operation, outputShape }: LayerNode): boolean =>
  operation.type === 'transform' &&
  operation.family === 'dense' &&
  (outputShape[0]?.length ?? 0) >= 3;
const attends = (operation: Operation): boolean =>
  (operation.type === 'transform' && operation.family === 'attention') ||
  (operation.type === 'merge' && operation.how === 'dot');
const isDepthwise = ({ operation }: LayerNode): boolean =>
  operation.type === 'transform' && operation.depthwise;
const isPointwise = ({ operation }: LayerNode): boolean =>
  operation.type === 'transform' && (operation.window?.size.every((size) => size === 1) ?? false);
