import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';

/** A report of this many takes 60 MB and half a minute. */
const MOST_LAYERS = 100_000;
/** The total length of all layer names: some 100 characters for each of the layers above. */
const MOST_CHARACTERS = 10_000_000;

/** Throws a `Failure` of code `unbuildable` for a network that no report can hold. */
export function refuseUnreportable({ graph, source }: ModelDescription): void {
  const layers = graph.layers.length;
  if (layers > MOST_LAYERS) {
    const why = message('jobs.too-many-layers', { layers, most: MOST_LAYERS });
    throw new Failure('unbuildable', why, source);
  }
  const characters = graph.layers.reduce((sum, { name }) => sum + name.length, 0);
  if (characters > MOST_CHARACTERS) {
    const why = message('jobs.names-too-long', { characters, most: MOST_CHARACTERS });
    throw new Failure('unbuildable', why, source);
  }
}
