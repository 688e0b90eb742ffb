import { outputOf } from '../../flow/featureMap';
import type { LayerNode } from '../../../shared/network/network';
import { structureOf } from '../../blocks/structure';
import { findUShape } from '../../paths/uShape';
import { resolutionOf, type Resolution } from '../../flow/resolution';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/**
 * An encoder and decoder without a long skip, or without one at some of its levels: fine detail has only
 * the levels below to pass through (Ronneberger et al. 2015).
 */
export function missingLongSkip(facts: Facts): Symptom[] {
  return facts.skips.merges.long > 0 ? someLevelsLackIt(facts) : allLevelsLackIt(facts);
}

function someLevelsLackIt({ graph, skips, layer }: Facts): Symptom[] {
  const levels = findUShape(structureOf(graph), skips.items);
  const bare = levels.filter(({ skip }) => skip === undefined);
  if (bare.length === 0) return [];
  return [
    {
      code: 'missing-long-skip',
      layers: bare.map(({ decoder }) => layer(decoder)),
      tell: () => ({
        variant: 'some-levels',
        severity: 'info',
        evidence: {
          levels: bare.map(({ level }) => level),
          allLevels: levels.length,
          longSkips: skips.merges.long,
        },
      }),
    },
  ];
}

/** A bottleneck that is a vector is left alone: there the narrow way is the point. */
function allLevelsLackIt(facts: Facts): Symptom[] {
  return facts.paths.flatMap((path) => {
    const { downs, ups } = turnOf(path, facts);
    const up = ups[0];
    return up ? [symptomAt(up, downs, ups.length)] : [];
  });
}

function symptomAt(up: LayerNode, downs: number, ups: number): Symptom {
  return {
    code: 'missing-long-skip',
    layers: [up],
    tell: () => ({
      variant: 'all-levels',
      severity: 'info',
      evidence: { downsamplings: downs, upsamplings: ups, longSkips: 0 },
    }),
  };
}

function resolutionAt(layer: LayerNode, facts: Facts): Resolution {
  const [input] = layer.inputs;
  const from = input && outputOf(facts.layer(input.layer), input.output);
  return resolutionOf(layer.operation, from, outputOf(layer));
}

interface Turn {
  /** Downsamplings before the first upsampling that follows them. */
  readonly downs: number;
  readonly ups: readonly LayerNode[];
}

function turnOf(path: readonly LayerNode[], facts: Facts): Turn {
  let downs = 0;
  const ups: LayerNode[] = [];
  for (const layer of path) {
    const change = resolutionAt(layer, facts);
    if (isVector(layer)) downs = 0;
    if (change === 'down' && ups.length === 0) downs++;
    if (change === 'up' && downs > 0) ups.push(layer);
  }
  return { downs, ups };
}

/** No spatial extent is left: the output is a vector, or a map that pooling reduced to one place. */
function isVector({ operation, outputShape }: LayerNode): boolean {
  return (outputShape[0]?.length ?? 0) < 3 || (operation.type === 'pool' && operation.global);
}
