import { basename } from 'node:path';
import type { SourcePosition } from '../../../shared/base/source';
import { Failure } from '../../../shared/base/failures';
import type { InspectRequest } from '../../../shared/protocol/engineContract';
import type { BuildModel } from '../builtModel';
import { readLayersModel } from '../layersModel/readLayersModel';
import { seedRandom } from '../tfjsSource/guardProcess';
import { reportPath } from '../tfjsSource/reportPath';
import { makeSavedModel } from './loadSavedModel';

/** Lines of a text, to look offsets up in. */
class LineIndex {
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.starts = [
      0,
      ...[...text.matchAll(/\r\n|[\r\n]/g)].map(({ index, 0: end }) => index + end.length),
    ];
  }

  position(offset: number): Pick<SourcePosition, 'line' | 'column'> {
    const next = this.starts.findIndex((start) => start > offset);
    const line = next < 0 ? this.starts.length : next;
    return { line, column: offset - (this.starts[line - 1] ?? 0) + 1 };
  }
}

/** Where the text first names each layer: the nearest thing to a source line that a saved model has. */
function placesOfNames(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const match of text.matchAll(/"name"\s*:\s*"([^"\\]*)"/g)) {
    const [, name = ''] = match;
    if (!places.has(name)) places.set(name, match.index);
  }
  return places;
}

/** Opens a saved model. Throws a `Failure` of code `not-a-model-file` or `unbuildable`. */
export function openSaved(request: InspectRequest, text: string): BuildModel {
  const file = reportPath(request.file, request.root);
  const places = placesOfNames(text);
  const lines = new LineIndex(text);
  const at = (offset: number): SourcePosition => ({ file, ...lines.position(offset) });
  return async (seed) => {
    const restore = seedRandom(seed);
    try {
      const { model, hasWeights } = await makeSavedModel(text, request.file);
      return readLayersModel(model, {
        name: basename(file).replace(/\.json$/i, ''),
        source: at(0),
        arguments: [],
        initialisation: hasWeights ? 'saved' : 'random',
        sourceOf: ({ name }) => [at(places.get(name) ?? 0)],
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.at) throw error;
      throw new Failure(error.code, error.detail, at(0));
    } finally {
      restore();
    }
  };
}
