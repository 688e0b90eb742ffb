import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
