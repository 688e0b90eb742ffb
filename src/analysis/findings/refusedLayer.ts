import { channelsLast } from '../../shared/network/axes';
import type { LayerId, LayerNode, NetworkGraph } from '../../shared/network/network';
import { projectionBetween, shortcutOf } from '../../shared/network/projection';
import type { RefusedLayer } from '../../shared/report/refused';
import type { Finding } from '../../shared/report/finding';

/** Merges whose branches must have one shape. */
const elementwise = new Set(['add', 'subtract', 'average', 'multiply', 'maximum', 'minimum']);

/** The slots whose shapes clash, as the finding about the layer has them; all if there is none. */
function slotsOf(node: LayerNode, findings: readonly Finding[]): number[] {
  const found = findings.find(
    ({ code, layer }) => code === 'merge-shape-mismatch' && layer === node.id,
  );
  const branches =
    found?.code === 'merge-shape-mismatch' && !('written' in found) ? found.evidence.branches : [];
  const slots = branches.map((branch) => node.inputs.findIndex(({ layer }) => layer === branch));
  return slots.length > 0 ? slots : node.inputs.map((_, slot) => slot);
}

/** The branch of the two that clash from which the other one is made. */
function shortcutAt(
  { inputs }: LayerNode,
  slots: readonly number[],
  byId: ReadonlyMap<LayerId, LayerNode>,
): 0 | 1 | undefined {
  const [one, other] = slots.flatMap((slot) => inputs[slot]?.layer ?? []);
  if (one === undefined || other === undefined) return undefined;
  return shortcutOf([one, other], (id) => byId.get(id)?.inputs.map(({ layer }) => layer) ?? []);
}

/** The layer that refused its inputs, with which a graph ends, as far as it is known. */
export function refusedLayer(
  id: LayerId,
  { layers }: NetworkGraph,
  findings: readonly Finding[],
): RefusedLayer {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const node = byId.get(id);
  if (!node) return { layer: id, slots: [] };
  const slots = slotsOf(node, findings);
  const [a, b, ...more] = slots.flatMap((slot) => {
    const input = node.inputs[slot];
    const from = input && byId.get(input.layer);
    const shape = input && from?.outputShape[input.output];
    return from && shape ? [channelsLast(shape, from.channelAxis)] : [];
  });
  const { operation } = node;
  const shortcut = shortcutAt(node, slots, byId);
  const mustEqual = operation.type === 'merge' && elementwise.has(operation.how);
  const plan =
    mustEqual && a && b && more.length === 0 ? projectionBetween([a, b, shortcut]) : undefined;
  const slot = plan && slots[plan.branch];
  if (!plan || slot === undefined) return { layer: id, slots };
  const { axes, channels, strides } = plan;
  return { layer: id, slots, fit: { slot, axes, channels, strides } };
}
