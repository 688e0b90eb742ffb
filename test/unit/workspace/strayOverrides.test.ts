import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { strayOverrides } from '../../../src/workspace/overrides/strayOverrides';

const tensorflow = "import * as tf from '@tensorflow/tfjs';\n";
let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  const at = (name: string): string => path.join(root, name);
  writeFileSync(at('net.ts'), `${tensorflow}export function net() { return tf.sequential(); }\n`);
  writeFileSync(at('deep.ts'), `${tensorflow}tf.model(${'['.repeat(50_000)}`);
  writeFileSync(at('model.json'), '{}');
  mkdirSync(at('folder.ts'));
  execFileSync('mkfifo', [at('pipe.ts')]);
});
afterAll(() => rmSync(root, { recursive: true }));

const straysOf = async (...names: string[]): Promise<unknown[]> => {
  const text = JSON.stringify({ sites: Object.fromEntries(names.map((name) => [name, {}])) });
  const strays = await strayOverrides(text, root, () => Promise.resolve(['net.ts#net']));
  return strays.map(({ message }) => message);
};

it('tells of a name that no definition has, and of none that a file may have', async () => {
  const unknown = ['deep.ts#net', 'folder.ts#net', 'pipe.ts#net'];
  expect(await straysOf(...unknown, 'net.ts#net', 'net.ts#', 'model.json#')).toEqual([]);
  expect(await straysOf('net.ts#nett', 'gone.json#')).toEqual([
    {
      code: 'detection.stray-override-near',
      values: { name: 'net.ts#nett', nearest: 'net.ts#net' },
    },
    { code: 'detection.stray-override', values: { name: 'gone.json#' } },
  ]);
});

it('counts what is too much to tell or to look for', async () => {
  const names = Array.from({ length: 1003 }, (_, i) => `net.ts#unheard-of-${i}-${'x'.repeat(20)}`);
  const told = await straysOf(...names);
  expect(told).toHaveLength(102);
  expect(told.slice(-2)).toEqual([
    { code: 'detection.more-strays', values: { count: 900 } },
    { code: 'detection.names-unchecked', values: { count: 3 } },
  ]);
});
