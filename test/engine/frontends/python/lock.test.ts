import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowed } from '../../../../src/engine/frontends/python/embedded/imports';
import type { EmbeddedPython } from '../../../../src/engine/frontends/python/embedded/pyodide';
import { attempts } from '../../../support/python/attempts';
import { coldPython, snapshotPython, tinyHome } from '../../../support/python/home';
import { attempt } from '../../../support/python/lockedAttempts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-python-'));
const file = path.join(folder, 'secret.txt');
const written = path.join(folder, 'written.txt');
let server: Server;
let visits = 0;
let port = 0;

beforeAll(async () => {
  writeFileSync(file, 'the secret');
  process.env['SKIPSCOPE_SECRET'] = 'the secret';
  server = createServer(() => (visits += 1));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  delete process.env['SKIPSCOPE_SECRET'];
  server.close();
  rmSync(folder, { recursive: true });
});

const starts: readonly (readonly [string, () => Promise<EmbeddedPython>])[] = [
  ['from the beginning', coldPython],
  ['from a snapshot', snapshotPython],
];

describe.each(starts)('a Python that started %s', (_, start) => {
  it('lets no attempt out', async () => {
    let python = await start();
    const outcomes: [string, string][] = [];
    for (const [name, code] of Object.entries(attempts({ file, written, port }))) {
      const outcome = attempt(python, code);
      outcomes.push([name, outcome]);
      // An error that C code cannot catch breaks the Python that it passes through.
      if (outcome.startsWith('refused')) python = await start();
    }
    expect(outcomes.length).toBeGreaterThanOrEqual(40);
    const out = outcomes.filter(([, said]) => !/^(raised|refused): /.test(said));
    expect(out).toEqual([]);
    expect(outcomes.filter(([, said]) => said.includes('the secret'))).toEqual([]);
    expect(existsSync(written)).toBe(false);
    expect(visits).toBe(0);
    expect(globalThis).not.toHaveProperty('gotOut');
  });

  it('does what definitions need and is refused nothing on the way', async () => {
    const python = await start();
    const code = `
import ast, argparse, collections, contextlib, copy, dataclasses, datetime, enum, functools, hashlib
import inspect, itertools, json, logging, math, os, pathlib, random, re, string, tempfile, textwrap
import time, types, typing, uuid, warnings, weakref, abc, operator, statistics, fractions, decimal
random.seed(1)
pathlib.Path('/tmp/a').mkdir()
pathlib.Path('/tmp/a/b.txt').write_text('text')
r = [os.listdir('/tmp/a'), time.time() > 1e9, datetime.date.today().year > 2000, len(os.urandom(3))]`;
    expect(attempt(python, code)).toBe("got out: [['b.txt'], True, True, 3]");
    expect(python.lock.refused).toBeUndefined();
  });

  it('raises MemoryError at its limit and RecursionError in a circle', async () => {
    const python = await start();
    const grow = 'kept = []\nwhile True: kept.append(bytearray(10_000_000))';
    expect(attempt(python, grow)).toBe('raised: MemoryError');
    // Memory grows by at most a fifth more than is asked for.
    expect(python.memory()).toBeLessThan(1.2 * (1 << 29) + (1 << 16));
    expect(attempt(python, 'def f(n): return f(n + 1)\nf(0)')).toMatch(/^raised: RecursionError/);
  });
});

describe('a folder of packages that is shown to a Python', () => {
  const packages = path.join(folder, 'packages');
  const shown = '/skipscope/environment/0';
  const has = (name: string): boolean => existsSync(path.join(packages, name));

  beforeAll(() => {
    const files: Readonly<Record<string, string>> = {
      'blocks/__init__.py': 'from .wide import WIDTH',
      'blocks/wide.py': 'WIDTH = 7',
      'blocks/sizes.json': '[1, 2]',
      'blocks/weights.bin': 'the secret',
      'blocks/huge.py': '#'.repeat(600_000),
      'compiled/__init__.py': 'from . import core',
      'compiled/lib/core.cpython-312.so': '',
      'single.py': 'WIDTH = 9',
      '.hidden/__init__.py': 'the secret',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(packages, name)), { recursive: true });
      writeFileSync(path.join(packages, name), text);
    }
    symlinkSync(file, path.join(packages, 'blocks/linked.txt.bin'));
  });

  const told = async (code: string): Promise<string> => {
    const python = await snapshotPython();
    python.show(packages, shown);
    return attempt(python, `import os, sys\nsys.path.append('${shown}')\n${code}`);
  };

  it('is imported and read where it is needed', async () => {
    const code = `
import blocks, single
r = [blocks.WIDTH, single.WIDTH, open('${shown}/blocks/sizes.json').read(), sorted(os.listdir('${shown}/blocks'))]`;
    const names = "['__init__.py', 'sizes.json', 'wide.py']";
    expect(await told(code)).toBe(`got out: [7, 9, '[1, 2]', ${names}]`);
  });

  it('has neither packages with compiled parts nor other files', async () => {
    expect(await told(`r = sorted(os.listdir('${shown}'))`)).toBe(
      "got out: ['blocks', 'single.py']",
    );
    for (const name of [
      'blocks/weights.bin',
      'blocks/linked.txt.bin',
      'blocks/huge.py',
      '.hidden',
    ]) {
      expect(await told(`r = os.stat('${shown}/${name}')`)).toMatch(/^raised: FileNotFoundError/);
    }
    expect(await told('import compiled')).toMatch(/^raised: ModuleNotFoundError/);
  });

  it('leads nowhere else, and keeps nothing', async () => {
    const leads = `${shown}/blocks/../../../..${file}`;
    expect(await told(`r = open('${leads}').read()`)).toMatch(/^raised: FileNotFoundError/);
    const climbs = `${shown}/../0/../${path.basename(packages)}/../secret.txt`;
    expect(await told(`r = open('${climbs}').read()`)).toMatch(/^raised: FileNotFoundError/);
    await told(`open('${shown}/blocks/wide.py', 'w').write('WIDTH = 8')`);
    await told(`open('${shown}/new.py', 'w').write('')`);
    await told(`os.mkdir('${shown}/folder')`);
    await told(`os.remove('${shown}/single.py')`);
    expect(readFileSync(path.join(packages, 'blocks/wide.py'), 'utf8')).toBe('WIDTH = 7');
    expect([has('new.py'), has('folder'), has('single.py')]).toEqual([false, false, true]);
  });
});

describe('a Python that is not locked', () => {
  it('gets out, which is what the attempts attempt', async () => {
    const python = await snapshotPython();
    python.lock.on = false;
    const tried = attempts({ file, written, port });
    expect(attempt(python, tried['os.system'] ?? '')).toBe('got out: 0');
    expect(existsSync(written)).toBe(true);
    rmSync(written);
    expect(attempt(python, tried['the core by hand'] ?? '')).toMatch(/^got out/);
  });
});

describe('the list of allowed imports', () => {
  it('names only functions that Pyodide imports', async () => {
    const bytes = await readFile(path.join(tinyHome.pyodide, 'pyodide.asm.wasm'));
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
    const names = new Set(imports.filter(({ kind }) => kind === 'function').map((one) => one.name));
    expect([...allowed].filter((name) => !names.has(name))).toEqual([]);
  });
});
