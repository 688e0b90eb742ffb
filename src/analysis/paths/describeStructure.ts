import type { NetworkGraph } from '../../shared/network/network';
import type { Skip, SkipReport } from '../../shared/report/report';
import type { DenseGrowth, StructureReport } from '../../shared/report/structure';
import { structureOf } from '../blocks/structure';
import { describeMemory } from '../cost/memory';
import { countPaths } from './countPaths';
import { findUShape } from './uShape';

/** What follows from a network's structure alone: paths, levels, growth and memory. */
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

/** How each merge of a dense block widens what its widest skip carries. */
function denseGrowth({ layers }: NetworkGraph, skips: readonly Skip[]): DenseGrowth[] {
  const widths = new Map(layers.map(({ id, outputShape }) => [id, outputShape[0]?.at(-1) ?? 0]));
  const before = new Map<Skip['to'], number>();
  for (const { kind, reach, from, to } of skips) {
    if (kind !== 'concat' || reach === 'long') continue;
    before.set(to, Math.max(before.get(to) ?? 0, widths.get(from) ?? 0));
  }
  return [...before].map(([merge, channelsBefore]) => ({
    merge,
    channelsBefore,
    channelsAfter: widths.get(merge) ?? 0,
  }));
}
