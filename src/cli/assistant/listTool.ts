import { statSync } from 'node:fs';
import type { FailureInfo } from '../../shared/base/failures';
import type { FileSites } from '../../shared/model/modelSite';
import { modelsText } from '../../shared/words/assistant/modelsAnswer';
import { searchFiles } from '../../workspace/searchFiles';
import { sourceFilesBelow } from '../../workspace/sourceFiles';
import { failureText } from '../terminal/failureText';
import { oneLined } from '../terminal/visible';
import { listInput } from './inputs';
import { placeOf, shownIn } from './places';
import { makeTool, type ToolWork } from './tool';
import { counted } from '../../shared/words/format';
import type * as v from 'valibot';

type ListWork = ToolWork<v.InferOutput<typeof listInput>>;

/** A client is told of a search every so many files. */
const TOLD_FILES = 200;

function* filesBelow(places: readonly string[]): Generator<string, void> {
  for (const place of places) {
    if (statSync(place).isDirectory()) yield* sourceFilesBelow(place);
    else yield place;
  }
}

interface Listed {
  readonly files: readonly FileSites[];
  readonly failures: readonly FailureInfo[];
}

async function search({ input, folders, signal, progress }: ListWork): Promise<Listed> {
  const shown = shownIn(folders);
  const places = input.folder === undefined ? folders : [placeOf(input.folder, folders).full];
  const wanted = input.name?.toLowerCase() ?? '';
  const files: FileSites[] = [];
  const failures: FailureInfo[] = [];
  let searched = 0;
  for await (const { file, sites, failure } of searchFiles(filesBelow(places), signal, shown)) {
    const fitting = sites.filter(({ name }) => name.toLowerCase().includes(wanted));
    if (fitting.length > 0) files.push({ file, sites: fitting });
    if (failure) failures.push({ at: { file: shown(file), line: 1, column: 1 }, ...failure });
    searched += 1;
    if (searched % TOLD_FILES === 0)
      progress({ progress: searched, message: `searched ${counted(searched, 'file')}` });
  }
  return { files, failures };
}

function unsearchedText(failures: readonly FailureInfo[]): string {
  const [first] = failures;
  if (!first) return '';
  const of = counted(failures.length, 'file') + (failures.length > 1 ? ', the first' : '');
  return `\n\nNot searched: ${of} ${failureText(first)}`;
}

async function answer(work: ListWork): Promise<string> {
  const { files, failures } = await search(work);
  const shown = shownIn(work.folders);
  const { folder, name } = work.input;
  if (files.length === 0 && (folder !== undefined || name !== undefined)) {
    const of = name === undefined ? '' : ` with ${name} in its name`;
    const where = folder === undefined ? 'the workspace' : folder;
    return `No model definition${of} was found in ${where}.${unsearchedText(failures)}`;
  }
  return modelsText(oneLined(files), shown) + unsearchedText(failures);
}

/** Lists the definitions of the workspace. */
export const listTool = makeTool({
  name: 'list',
  title: 'List networks',
  description:
    'Lists every neural-network definition (PyTorch, Keras, TensorFlow.js) of the workspace, one a line, as file:line name(parameters), framework. It only parses: no code of the workspace runs. Call it first to learn the file and the name that the other tools take.',
  runsCode: false,
  input: listInput,
  answer,
});
