import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));

/** The modules that a file names, types included. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    ([, specifier]) => specifier!,
  );

const resolved = (file: string, specifier: string): string | undefined =>
  ['.ts', '/index.ts', '']
    .map((end) => path.join(path.dirname(file), specifier) + end)
    .find((each) => existsSync(each) && !each.endsWith('/'));

/** All files that a folder's files lead to, and the packages that these import. */
function reachedFrom(folder: string) {
  const files = new Set(filesIn(folder));
  const packages = new Set<string>();
  for (const file of files) {
    for (const specifier of importsOf(file)) {
      const found = specifier.startsWith('.') ? resolved(file, specifier) : undefined;
      if (found === undefined) packages.add(specifier);
      else files.add(found);
    }
  }
  return { files: [...files], packages: [...packages] };
}

it.each(['model', 'data', 'probe', 'opGraph'])(
  'src/engine/%s leads to no TensorFlow.js, not even by a type',
  (room) => {
    const { files, packages } = reachedFrom(`src/engine/${room}`);
    expect(files.length).toBeGreaterThan(filesIn(`src/engine/${room}`).length);
    expect(packages.filter((name) => name.includes('tensorflow'))).toEqual([]);
    expect(packages.filter((name) => name.startsWith('.'))).toEqual([]);
    expect(files.filter((file) => /engine\/(tfjs|frontends|jobs|process)\//.test(file))).toEqual(
      [],
    );
  },
);

it('the same walk finds TensorFlow.js where it is', () => {
  expect(reachedFrom('src/engine/tfjs/trainer').packages).toContain('@tensorflow/tfjs-core');
});
