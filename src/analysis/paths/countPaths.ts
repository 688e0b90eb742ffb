import type { LayerId, NetworkGraph } from '../../shared/network/network';
import type { SkipReport } from '../../shared/report/report';
import type { PathReport } from '../../shared/report/structure';
import type { Structure } from '../blocks/structure';
import { flowOf } from '../flow/flow';
import { at } from '../flow/lookup';
import { type Entry, findMerges } from '../skips/merges';
import { countLengths } from './lengths';

/** Above this many layers the numbers per layer take more space than they are worth. */
const MANY_LAYERS = 2_000;

/**
 * Counts the paths of a network by dynamic programming with big integers: their number, their lengths in
 * transforming layers and in bodies (a residual network of n blocks has 2ⁿ paths, binomially distributed:
 * Veit et al. 2016), and the number through each layer.
 */
export function countPaths(
  graph: NetworkGraph,
  structure: Structure,
  skips: SkipReport,
): PathReport {
  const { inputs, outputs, layers } = structure;
  const cost = (node: number) => (at(layers, node).operation.type === 'transform' ? 1 : 0);
  const before = pathsUpTo(inputs);
  const count = [...outputs].reduce((sum, node) => sum + at(before, node), 0n);
  const byLayers = countLengths({ inputs, outputs, step: () => 0, own: cost });
  const byBodies = countLengths({ inputs, outputs, step: bodySteps(graph, skips), own: () => 0 });
  return {
    count: String(count),
    shortest: extreme(structure, cost, Math.min),
    longest: extreme(structure, cost, Math.max),
    ...(byLayers && { byLayers }),
    ...(byBodies && { byBodies }),
    ...(layers.length <= MANY_LAYERS && { through: pathsThrough(structure, before) }),
  };
}

/** Paths from any start to each node. */
function pathsUpTo(inputs: readonly (readonly number[])[]): bigint[] {
  const paths: bigint[] = [];
  for (const producers of inputs) {
    const [only, ...others] = producers;
    const first = only === undefined ? 1n : at(paths, only);
    paths.push(others.reduce((sum, producer) => sum + at(paths, producer), first));
  }
  return paths;
}

function pathsThrough(
  { layers, readers, outputs }: Structure,
  before: readonly bigint[],
): { layer: LayerId; paths: string }[] {
  const after = Array<bigint>(layers.length).fill(0n);
  for (let node = layers.length - 1; node >= 0; node--) {
    const own = outputs.has(node) ? 1n : 0n;
    after[node] = at(readers, node).reduce((sum, reader) => sum + at(after, reader), own);
  }
  return layers.map(({ id }, node) => ({
    layer: id,
    paths: String(at(before, node) * at(after, node)),
  }));
}

/** The smallest or largest cost of a path to an output. */
function extreme(
  { inputs, outputs }: Structure,
  cost: (node: number) => number,
  choose: (...costs: number[]) => number,
): number {
  const costs: number[] = [];
  inputs.forEach((producers, node) => {
    const arriving = producers.map((producer) => at(costs, producer));
    costs.push((arriving.length > 0 ? choose(...arriving) : 0) + cost(node));
  });
  const ends = [...outputs].map((node) => at(costs, node));
  return ends.length > 0 ? choose(...ends) : 0;
}

/** 1 if a merge with skips is entered from a body, 0 everywhere else. */
function bodySteps(
  graph: NetworkGraph,
  skips: SkipReport,
): (producer: number, node: number) => number {
  const shortcuts = new Set(skips.items.map(({ to, slot }) => `${to}:${slot}`));
  const flow = flowOf(graph);
  const positions = new Map(graph.layers.map(({ id }, index) => [id, index]));
  const position = (node: number) => positions.get(at(flow.nodes, node).layer.id);
  // A product inside a merging layer is entered from the layer that it carries.
  const entered = ({ producer, reader, slot }: Entry) => {
    const { layer } = at(flow.nodes, reader);
    const isInside = at(flow.nodes, producer).layer === layer;
    return isInside ? positions.get(at(layer.inputs, slot).layer) : position(producer);
  };
  const bodies = new Set<string>();
  for (const { entries } of findMerges(flow)) {
    const isSkip = entries.map(({ reader, slot }) =>
      shortcuts.has(`${at(flow.nodes, reader).layer.id}:${slot}`),
    );
    if (!isSkip.includes(true)) continue;
    entries.forEach((entry, index) => {
      if (!isSkip[index]) bodies.add(`${entered(entry)}>${position(entry.reader)}`);
    });
  }
  return (producer, node) => (bodies.has(`${producer}>${node}`) ? 1 : 0);
}
