import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SourcePosition } from '../../../shared/base/source';
import type { Message } from '../../../shared/base/message';
import { Failure } from '../../../shared/base/failures';
import type { NotMeasured } from '../../../shared/report/report';
import type { InspectRequest } from '../../../shared/protocol/engineContract';
import type { BuildModel } from '../../tfjs/builtModel';
import { readLayersModel } from '../../tfjs/layersModel/readLayersModel';
import { seedRandom } from '../../process/lock/guardProcess';
import { reportPath } from '../../../workspace/reportPath';
import { makeSavedModel } from './loadSavedModel';
import { readFrozen } from './readFrozen';
import { readGraphModel } from './readGraphModel';
import { readContent, type SavedContent } from './savedContent';

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

/** Finds the places of a file that is text; all else is at its top. */
function positionsIn({ text, form }: SavedContent, file: string) {
  const shown = form === 'json' ? text : '';
  const places = placesOfNames(shown);
  const lines = new LineIndex(shown);
  return (name?: string): SourcePosition => ({
    file,
    ...lines.position(name === undefined ? 0 : (places.get(name) ?? 0)),
  });
}

/** Runs what reads a file; its failures point at the top of it. */
async function at<T>(place: SourcePosition, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Failure) || error.at) throw error;
    throw new Failure(error.code, error.detail, place);
  }
}

const drawnWeights = (reason: Message): NotMeasured => ({ quantity: 'savedWeights', reason });

const notMeasured = (all: readonly NotMeasured[]) => (all.length > 0 ? { notMeasured: all } : {});

async function contentOf({ text, file }: InspectRequest): Promise<SavedContent> {
  return text === undefined ? readContent(await readFile(file), file) : { text, form: 'json' };
}

/** Opens a saved model. Throws a `Failure` of code `not-a-model-file`. */
export async function openSaved(request: InspectRequest): Promise<BuildModel> {
  const file = reportPath(request.file, request.root);
  const top = { file, line: 1, column: 1 };
  const content = await at(top, () => contentOf(request));
  const position = positionsIn(content, file);
  const name = basename(file).replace(/\.\w+$/, '');
  const frozen = await at(top, () => readFrozen(content.text, request.file));
  if (frozen) {
    const program = { ...frozen, name, source: top, position };
    return () => at(top, () => readGraphModel(program));
  }
  return async (seed) => {
    const restore = seedRandom(seed);
    try {
      const { model, drawn, gaps } = await at(top, () => makeSavedModel(content, request.file));
      return readLayersModel(model, {
        name,
        source: top,
        arguments: [],
        initialisation: drawn === undefined ? 'saved' : 'random',
        sourceOf: ({ name }) => [position(name)],
        ...notMeasured([...(drawn === undefined ? [] : [drawnWeights(drawn)]), ...gaps]),
      });
    } finally {
      restore();
    }
  };
}
