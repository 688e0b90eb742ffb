import type { InputRef, LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { Skip } from '../../../shared/report/report';
import type { ForkPlan } from '../../model/trainer';
import { edgeKey, type EdgeEnd } from './edges';

interface Reached {
  readonly cost: number;
  /** The edge by which the cheapest path leaves the fork. */
  readonly leavesBy: string;
}
type Reach = Map<LayerId, Reached>;

const costOf = ({ operation }: LayerNode): number => (operation.type === 'transform' ? 1 : 0);

/** The cheapest path from the fork's output to one input of a layer; a direct one is this edge itself. */
function arrival(reach: Reach, from: LayerId, input: InputRef, end: EdgeEnd): Reached | undefined {
  return input.layer === from ? { cost: 0, leavesBy: edgeKey(end) } : reach.get(input.layer);
}

const cheapest = (ways: readonly (Reached | undefined)[]): Reached | undefined =>
  ways.reduce<Reached | undefined>(
    (best, way) => (way && (!best || way.cost < best.cost) ? way : best),
    undefined,
  );

/** The cheapest way from the fork to every layer after it (transforming layers cost 1). */
function reachFrom(from: LayerId, { layers }: NetworkGraph): Reach {
  const reach: Reach = new Map();
  for (const node of layers) {
    if (node.id === from) continue;
    const ways = node.inputs.map((input, slot) =>
      arrival(reach, from, input, { to: node.id, slot }),
    );
    const best = cheapest(ways);
    if (best) reach.set(node.id, { ...best, cost: best.cost + costOf(node) });
  }
  return reach;
}

/** All edges that leave one output of a layer. */
function leaving({ layer, output }: InputRef, { layers }: NetworkGraph): string[] {
  return layers.flatMap(({ id, inputs }) =>
    inputs.flatMap((input, slot) =>
      input.layer === layer && input.output === output ? [edgeKey({ to: id, slot })] : [],
    ),
  );
}

/** The index of the fork's output that an edge starts at. */
function outputOf(key: string, from: LayerId, { layers }: NetworkGraph): number {
  for (const { id, inputs } of layers) {
    const slot = inputs.findIndex(
      (input, i) => input.layer === from && edgeKey({ to: id, slot: i }) === key,
    );
    if (slot >= 0) return inputs[slot]?.output ?? 0;
  }
  return 0;
}

/**
 * The edges by which a gate's tensor leaves its fork: those that lead to the merge past no transforming layer. A gate
 * written as x − x·T takes two.
 */
function carryingEdges({ from, to }: Skip, { layers }: NetworkGraph): string[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const found: string[] = [];
  const reached = new Set([to]);
  for (const id of reached) {
    byId.get(id)?.inputs.forEach(({ layer }, slot) => {
      const producer = byId.get(layer);
      if (layer === from) found.push(edgeKey({ to: id, slot }));
      else if (producer && costOf(producer) === 0) reached.add(layer);
    });
  }
  return found;
}

/**
 * Splits the edges that leave the fork of a skip: those of the shortcut, which is the cheapest path
 * into the merge's slot, and all others. `undefined` if no path leads there or nothing else leaves.
 */
export function forkPlan(skip: Skip, graph: NetworkGraph): ForkPlan | undefined {
  const { id, from, to, slot } = skip;
  const merge = graph.layers.find((layer) => layer.id === to);
  const input = merge?.inputs[slot];
  const reach = reachFrom(from, graph);
  // Chained merges are reported as one: its slots may number more than the last one's inputs.
  const way = input ? arrival(reach, from, input, { to, slot }) : reach.get(to);
  if (!way) return undefined;
  const all = leaving({ layer: from, output: outputOf(way.leavesBy, from, graph) }, graph);
  const carrying = skip.kind === 'gated' ? carryingEdges(skip, graph) : [];
  const shortcut = all.filter((key) => key === way.leavesBy || carrying.includes(key));
  const body = all.filter((key) => !shortcut.includes(key));
  return body.length > 0 ? { skip: id, from, shortcut, body } : undefined;
}
