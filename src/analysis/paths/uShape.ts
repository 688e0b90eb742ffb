import type { Skip } from '../../shared/report/report';
import type { UShapeLevel } from '../../shared/report/structure';
import type { Structure } from '../blocks/structure';
import { depthsOf } from '../blocks/stretches';
import { at } from '../flow/lookup';

/**
 * The levels of a network that goes down in resolution and up again. Each resolution that the way up returns
 * to is a level, with the last layer of the encoder, the first of the decoder, and the long skip across, if
 * any.
 */
export function findUShape(structure: Structure, skips: readonly Skip[]): UShapeLevel[] {
  const { depths, rising } = depthsOf(structure);
  const encoders = new Map<number, number>();
  const decoders = new Map<number, number>();
  depths.forEach((depth, unit) => {
    if (!at(rising, unit)) encoders.set(depth, unit);
    else if (!decoders.has(depth)) decoders.set(depth, unit);
  });
  const deepest = [...encoders.keys()].reduce((a, b) => Math.max(a, b), 0);
  const across = skipsByDepth(structure, skips, depths);
  const levels = [...decoders].filter(([depth]) => depth < deepest && encoders.has(depth));
  return levels
    .sort(([one], [other]) => one - other)
    .map(([depth, decoder]) => {
      const skip = across.get(depth);
      return {
        level: depth + 1,
        encoder: at(structure.layers, encoders.get(depth) ?? decoder).id,
        decoder: at(structure.layers, decoder).id,
        ...(skip !== undefined && { skip }),
      };
    });
}

function skipsByDepth(
  { layers }: Structure,
  skips: readonly Skip[],
  depths: readonly number[],
): Map<number, string> {
  const positions = new Map(layers.map(({ id }, index) => [id, index]));
  const found = new Map<number, string>();
  for (const { id, to, reach } of skips) {
    const unit = positions.get(to);
    if (reach === 'long' && unit !== undefined) found.set(at(depths, unit), id);
  }
  return found;
}
