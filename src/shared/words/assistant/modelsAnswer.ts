import { frameworkNames } from '../../model/framework';
import type { FileSites, ModelSite } from '../../model/modelSite';
import { counted } from '../format';
import { answerText } from './answer';

/** Files of tests are seldom meant. */
const testFile = /(?:^|[/\\])(?:tests?|__tests__|spec)[/\\]|(?:^|[/\\])test_|[._](?:test|spec)\./i;

const MOST_FOLDERS = 16;

interface Listed {
  readonly file: string;
  readonly site: ModelSite;
}

function lineOf({ file, site: { name, range, parameters, framework, needs } }: Listed): string {
  const takes = parameters.map((parameter) => parameter.name).join(', ');
  const wanted = needs.length > 0 ? `; no default: ${needs.join(', ')}` : '';
  return `${file}:${range.start.line} ${name}(${takes}), ${frameworkNames[framework]}${wanted}`;
}

const folderOf = (file: string): string => /^(.*)[/\\]/.exec(file)?.[1] ?? '.';

/** The number of definitions of each folder, the fullest first. */
function folderLines(listed: readonly Listed[]): string[] {
  const counts = new Map<string, number>();
  for (const { file } of listed) {
    const folder = folderOf(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([folder, count]) => `${folder}: ${String(count)}`);
}

/** The definitions of the workspace, one a line: `file:line name(parameters), framework`; tests last. */
export function modelsText(files: readonly FileSites[], shown: (file: string) => string): string {
  const all = files.flatMap(({ file, sites }) =>
    sites.map((site) => ({ file: shown(file), site })),
  );
  if (all.length === 0) return 'No model definition was found in this workspace.';
  const isTest = ({ file }: Listed): boolean => testFile.test(file);
  const listed = [...all.filter((each) => !isTest(each)), ...all.filter(isTest)];
  const isMany = listed.length > MOST_FOLDERS * 2;
  return answerText([
    ...(isMany
      ? [
          {
            title: `${counted(listed.length, 'model definition')}; those of each folder:`,
            lines: folderLines(listed),
            most: MOST_FOLDERS,
            rest: 'folders with fewer',
          },
        ]
      : []),
    {
      title: isMany ? 'One a line:' : `${counted(listed.length, 'model definition')}:`,
      lines: listed.map(lineOf),
      rest: 'definitions: name a folder or a part of the name to see them',
    },
  ]);
}
