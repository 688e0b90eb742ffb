import type { LayerId, LayerNode, Shape } from '../../../shared/network/network';

const isReshape = ({ operation }: LayerNode): boolean =>
  operation.type === 'passive' && operation.effect === 'reshape';

/** The tensors that were read so far, by the layer that gives them. */
type Read = ReadonlyMap<LayerId, LayerNode>;

/** Entries behind the first axis; `undefined` if one of the extents is unknown. */
const behindFirst = (shape: Shape): number | undefined =>
  shape
    .slice(1)
    .reduce<number | undefined>(
      (product, extent) =>
        extent === null || product === undefined ? undefined : product * extent,
      1,
    );

/** A reshape keeps all entries: those that leave the other axes join the first. */
function regrouped(perSample: number, before: Shape = [], after: Shape = []): number {
  const [had, has] = [behindFirst(before), behindFirst(after)];
  const each = had !== undefined && has ? (perSample * had) / has : 1;
  return Number.isInteger(each) ? each : 1;
}

function reshaped({ inputs: [ref], outputShape: [after] }: LayerNode, read: Read): number {
  const from = ref && read.get(ref.layer);
  return from ? regrouped(from.perSample ?? 1, from.outputShape[ref.output], after) : 1;
}

function ofNode(node: LayerNode, read: Read): number {
  if (isReshape(node)) return reshaped(node, read);
  const each = node.inputs.map(({ layer }) => read.get(layer)?.perSample ?? 1);
  return Math.max(1, ...each);
}

/**
 * Gives layers the entries of their first axis for each sample: 4 if `reshape(x, (-1, 4, 4, 8))` cuts a map of 8×8 into windows that
 * join the batch.
 */
export function withEntriesPerSample(layers: readonly LayerNode[]): LayerNode[] {
  const read = new Map<LayerId, LayerNode>();
  for (const node of layers) {
    const perSample = ofNode(node, read);
    read.set(node.id, perSample === 1 ? node : { ...node, perSample });
  }
  return [...read.values()];
}
