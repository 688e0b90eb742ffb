// Puts the embedded Python into dist/: Pyodide's files as they are, its standard library without what no
// definition imports, and our own packages as python.zip. What every start imports is compiled here.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { isShipped } from './python/standardLibrary.mjs';

const source = 'node_modules/pyodide';
const cache = 'node_modules/.cache/python';
const asTheyAre = ['pyodide.js', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'package.json'];
/** Equal contents give equal archives. */
const written = { level: 9, mtime: new Date(1980, 0, 1) };

const notice = (version) => `Pyodide ${version}, licensed under the Mozilla Public License 2.0
(https://www.mozilla.org/MPL/2.0/). Its files here are unmodified; their source is at
https://github.com/pyodide/pyodide/tree/${version}. They contain CPython and its standard library,
licensed under the PSF License (https://docs.python.org/3/license.html). python_stdlib.zip holds a part of
that library, some of it compiled.
`;

/** Every Python file below a folder, by its path relative to it. */
function* filesBelow(folder, below = '') {
  if (!existsSync(path.join(folder, below))) return;
  for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(folder, name);
    else if (name.endsWith('.py'))
      yield [name, new Uint8Array(readFileSync(path.join(folder, name)))];
  }
}

/** Compiles files in Pyodide itself; those that `only` names, or all. */
async function compiled(files, folder, only) {
  const { loadPyodide } = await import(path.resolve(source, 'pyodide.mjs'));
  const python = await loadPyodide({ lockFileURL: path.resolve(source, 'pyodide-lock.json') });
  const input = Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.py')));
  python.FS.writeFile('/in.zip', zipSync(input, { level: 0 }));
  python.runPython(compiler(folder, only));
  return unzipSync(python.FS.readFile('/out.zip'));
}

const compiler = (folder, only) => `
import zipfile, sys, importlib._bootstrap_external as bootstrap
${only}
given = zipfile.ZipFile('/in.zip')
with zipfile.ZipFile('/out.zip', 'w') as out:
    for name in given.namelist():
        path = '${folder}/' + name
        if not wanted(path): continue
        code = compile(given.read(name), path, 'exec', dont_inherit=True, optimize=2)
        out.writestr(name + 'c', bootstrap._code_to_hash_pyc(code, bytes(8), False))
`;

/** Only what was imported once a Python has started and loaded what every start of ours loads. */
const importedOnly = `
import argparse, ast, collections, contextlib, copy, dataclasses, enum, functools, importlib.util, inspect
import io, itertools, json, logging, math, operator, pathlib, random, re, traceback, types, typing, warnings
imported = {getattr(module, '__file__', None) for module in list(sys.modules.values())}
wanted = imported.__contains__
`;

/** Packs dist/. What Pyodide compiles is kept from one build to the next. */
export async function packPython() {
  const { version } = JSON.parse(await readFile(`${source}/package.json`, 'utf8'));
  await mkdir('dist/pyodide', { recursive: true });
  for (const file of asTheyAre) await cp(`${source}/${file}`, `dist/pyodide/${file}`);
  await writeFile('dist/pyodide/NOTICE.txt', notice(version));
  await writeFile('dist/pyodide/python_stdlib.zip', await standardLibrary());
  await writeFile('dist/python.zip', zipSync(Object.fromEntries(filesBelow('python')), written));
}

async function standardLibrary() {
  const whole = await readFile(`${source}/python_stdlib.zip`);
  const texts = [import.meta.filename, 'scripts/python/standardLibrary.mjs'].map((file) =>
    readFileSync(file),
  );
  const hash = createHash('sha256');
  for (const part of [whole, ...texts]) hash.update(part);
  const made = `${cache}/${hash.digest('hex').slice(0, 16)}.zip`;
  if (existsSync(made)) return readFile(made);
  const files = unzipSync(whole, { filter: ({ name }) => isShipped(name) });
  const faster = await compiled(files, '/lib/python314.zip', importedOnly);
  // A compiled file takes the place of its source.
  for (const name of Object.keys(faster)) delete files[name.slice(0, -1)];
  const archive = zipSync({ ...files, ...faster }, written);
  await mkdir(cache, { recursive: true });
  await writeFile(made, archive);
  return archive;
}
