import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { reportPath } from '../../../workspace/reportPath';
import type { Frontend } from '../../model/frontend';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';
import { openBackend, runtimeFor } from '../../tfjs/backends/openBackend';
import { openBuilt } from '../../tfjs/openedModel';
import { describeProgram } from './describeProgram';
import { formatOf, formats, openContent } from './formats';
import { buildLayers } from './openLayers';
import { SavedFile } from './savedFile';

/** A file that was read once. */
export interface SavedSubject {
  /** The folder of the workspace. */
  readonly root: string;
  /** An absolute path. */
  readonly file: string;
  /** The bytes on disk, or the text of an editor in their place. */
  readonly content: Uint8Array | string;
}

const files = new WeakMap<SavedSubject, SavedFile>();

/** The file of a subject: asking for its format and opening it parse it once. */
function fileOf(subject: SavedSubject): SavedFile {
  const { root, file, content } = subject;
  const known = files.get(subject) ?? new SavedFile(file, content, reportPath(file, root));
  files.set(subject, known);
  return known;
}

/** A model that has a graph and cannot be trained. */
const untrainable = (
  description: ModelDescription,
  milliseconds: OpenedModel['milliseconds'],
): OpenedModel => ({
  description,
  runtime: runtimeFor(description.framework),
  milliseconds,
  start: () => Promise.reject(new Failure('unbuildable', message('saved.frozen-started'))),
  dispose: () => undefined,
});

async function open(subject: SavedSubject, seed: number): Promise<OpenedModel> {
  const file = fileOf(subject);
  const started = performance.now();
  const content = await atTop(file, () => openContent(file));
  const read = performance.now();
  const load = read - started;
  if (content.kind === 'layers') {
    const build = buildLayers(content, file);
    return openBuilt((wanted) => atTop(file, () => build(wanted)), seed, load);
  }
  const description = await atTop(file, () => describeProgram(content.program, file));
  return untrainable(description, { load, build: performance.now() - read });
}

/** Whatever a library throws over the content of a file is the file's fault. */
function unreadable(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const why = message('saved.unreadable', { reason });
  return new Failure('not-a-model-file', why, undefined, { cause: error });
}

/** Does something with a file; a failure without a place is placed at its top. */
async function atTop<T>(file: SavedFile, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unreadable(error).placedAt(file.top);
  }
}

/** Opens models that are kept in files; {@link formats} lists how. */
export const savedFrontend: Frontend<SavedSubject> = {
  id: 'saved',
  patterns: [...new Set(formats.flatMap(({ patterns }) => patterns))],
  opens: (subject) => formatOf(fileOf(subject)) !== undefined,
  openRuntime: openBackend,
  open,
};
