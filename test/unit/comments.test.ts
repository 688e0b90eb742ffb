import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folders = ['src', 'webview', 'scripts', 'test', 'python'];
const opening =
  /(?:^|\n)\s*(?:\/\*\*\s*(?:\n\s*\*)?|\/\/|r?""")\s*((?:What|Whether|How|Which|Who|Why|Where|When|Those|That)\b.*)/g;

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:[cm]?[jt]s|py)$/.test(name) && !/(?:^|[\\/])fixtures[\\/]/.test(name))
    .map((name) => `${folder}/${name}`);

it('comments begin with a verb or with the thing, never with a subordinate clause', () => {
  const clauses = folders
    .flatMap(filesOf)
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(opening)].map(([, line]) => `${file}: ${line}`),
    );
  expect(clauses).toEqual([]);
});
