import { channelCount } from '../../shared/network/axes';
import { outputOf } from '../flow/featureMap';
import type { LayerId, LayerNode, NetworkGraph } from '../../shared/network/network';
import type { Skip, SkipReport } from '../../shared/report/report';
import type { DenseGrowth, StructureReport } from '../../shared/report/structure';
import { structureOf } from '../blocks/structure';
import { describeMemory } from '../cost/memory';
import { countPaths } from './countPaths';
import { findUShape } from './uShape';

/** Describes what follows from a network's structure alone: paths, levels, growth and memory. */
export function describeStructure(graph: NetworkGraph, skips: SkipReport): StructureReport {
  const structure = structureOf(graph);
  const memory = describeMemory(graph, skips.items);
  return {
    paths: countPaths(graph, structure, skips),
    uShape: findUShape(structure, skips.items),
    denseGrowth: denseGrowth(graph, skips.items),
    ...(memory && { memory }),
  };
}

/** The channels before and after each merge of a dense block, whether it reads its skips one by one or joined. */
function denseGrowth({ layers }: NetworkGraph, skips: readonly Skip[]): DenseGrowth[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const widthOf = (layer: LayerNode | undefined, output: number) =>
    (layer && channelCount(outputOf(layer, output))) ?? 0;
  const before = new Map<LayerId, number>();
  for (const { kind, reach, to, slot } of skips) {
    if (kind !== 'concat' || reach === 'long') continue;
    const carried = byId.get(to)?.inputs[slot];
    const width = carried ? widthOf(byId.get(carried.layer), carried.output) : 0;
    before.set(to, (before.get(to) ?? 0) + width);
  }
  return [...before].map(([merge, channelsBefore]) => ({
    merge,
    channelsBefore,
    channelsAfter: widthOf(byId.get(merge), 0),
  }));
}
