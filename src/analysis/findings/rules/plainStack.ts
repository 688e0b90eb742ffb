import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import { isWeighted } from '../facts/mainPaths';
import type { Symptom } from '../facts/symptom';

/**
 * More weighted layers in a row than plain networks tolerate, none of them bypassed by a skip. The finding
 * warns of degradation, not of vanishing gradients: He et al. 2015 saw it with batch norm and healthy
 * gradients. The rule counts along the path with the fewest weighted layers, so a branch around them counts
 * as a bypass, and ends the row where it is joined: cells of searched networks, whose pooling passes convolutions
 * by, are no plain stack. A depthwise convolution and the pointwise one after it count as one layer.
 */
export function deepPlainStack(facts: Facts): Symptom[] {
  const limit = facts.thresholds.plainStack;
  const longest = longestRun(facts);
  if (!longest || longest.layers.length <= limit.value) return [];
  const { layers } = longest;
  return [
    {
      code: 'deep-plain-stack',
      layers,
      tell: () => ({
        severity: 'warning',
        evidence: { weightedLayers: layers.length },
        limits: [limit],
      }),
    },
  ];
}

/** Weighted layers in a row up to a layer, as a list linked backwards: linear in memory too. */
interface Run {
  readonly length: number;
  readonly last?: LayerNode;
  readonly before?: Run;
}

const none: Run = { length: 0 };

function longestRun(facts: Facts): { layers: LayerNode[] } | undefined {
  const skipped = new Set(facts.skips.items.map(({ to }) => to));
  const runs = new Map<LayerId, Run>();
  let longest = none;
  for (const layer of facts.graph.layers) {
    const isEnd = skipped.has(layer.id) || joinsBypass(layer, runs);
    const run = isEnd ? none : extend(shortestInto(layer, runs), layer);
    runs.set(layer.id, run);
    if (run.length > longest.length) longest = run;
  }
  return longest === none ? undefined : { layers: unroll(longest) };
}

/** Merges that hand each of their inputs on; a factor, such as a gate's, does not. */
const handsOn = ({ operation }: LayerNode): boolean =>
  operation.type === 'merge' && ['add', 'subtract', 'average', 'concat'].includes(operation.how);

/** One branch into a merge has fewer weighted layers than another. */
function joinsBypass(layer: LayerNode, runs: ReadonlyMap<LayerId, Run>): boolean {
  if (!handsOn(layer)) return false;
  return new Set(layer.inputs.map((input) => runs.get(input.layer)?.length ?? 0)).size > 1;
}

function shortestInto({ inputs }: LayerNode, runs: ReadonlyMap<LayerId, Run>): Run {
  let shortest: Run | undefined;
  for (const input of inputs) {
    const run = runs.get(input.layer) ?? none;
    if (!shortest || run.length < shortest.length) shortest = run;
  }
  return shortest ?? none;
}

function extend(run: Run, layer: LayerNode): Run {
  const { operation } = layer;
  if (!isWeighted(layer) || (operation.type === 'transform' && operation.depthwise)) return run;
  return { length: run.length + 1, last: layer, before: run };
}

function unroll(run: Run): LayerNode[] {
  const layers: LayerNode[] = [];
  for (let at: Run | undefined = run; at?.last; at = at.before) layers.push(at.last);
  return layers.reverse();
}
