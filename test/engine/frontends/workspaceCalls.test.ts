import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openModel } from '../../support/openModel';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'skipscope-calls-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const net = `import * as tf from '@tensorflow/tfjs';
export function net(units: number, { rate = 0.5 }: { rate?: number } = {}) {
  return tf.sequential({ layers: [
    tf.layers.dense({ units, inputShape: [2] }), tf.layers.dropout({ rate }),
  ] });
}
`;

async function argumentsIn(files: Readonly<Record<string, string>>, set = {}): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const request = { root, file: join(root, 'src/net.ts'), site: 'net', arguments: set } as const;
  const { description: model, dispose } = await (
    await openModel({ ...request, backend: 'auto', probe: null })
  )(1);
  dispose();
  return model.arguments.map(
    ({ name, value, origin }) => `${name} ${JSON.stringify(value)} ${origin}`,
  );
}

it('takes literals that another file passes, constants of that file among them', async () => {
  const main = `import { net } from './src/net';
    const WIDTH = 2 * 6;
    net(WIDTH, { rate: 0.25 });`;
  expect(await argumentsIn({ 'src/net.ts': net, 'main.ts': main })).toEqual([
    'units 12 callSite',
    'rate 0.25 callSite',
  ]);
});

it.each(['net\n(12)', 'net<Size>(12)', 'net?.(12)', 'all.net (12)'])(
  'takes %j for a call',
  async (call) => {
    const main = `import * as all from './src/net'; const { net } = all; ${call};`;
    expect(await argumentsIn({ 'src/net.ts': net, 'main.ts': main })).toContain(
      'units 12 callSite',
    );
  },
);

it('takes nothing from behind a spread, whose length is not known', async () => {
  const files = {
    'src/net.ts': net,
    'main.ts': `import { net } from './src/net'; net(...sizes, { rate: 0.25 });`,
  };
  expect(await argumentsIn(files)).toEqual(['units 32 guess', 'rate 0.5 default']);
});

it('takes what its own file passes first, and what the user sets before all', async () => {
  const files = {
    'src/net.ts': `${net}net(5);`,
    'main.ts': `import { net } from './src/net'; net(7, { rate: 0.1 });`,
  };
  expect(await argumentsIn(files)).toEqual(['units 5 callSite', 'rate 0.1 callSite']);
  expect(await argumentsIn(files, { units: 3 })).toEqual(['units 3 user', 'rate 0.1 callSite']);
});

it('takes tests and benchmarks last, and not before a default', async () => {
  const trials = {
    'src/net.ts': net,
    'src/net.test.ts': `import { net } from './net'; net(1, { rate: 0.1 });`,
    'bench/net.ts': `import { net } from '../src/net'; net(2, { rate: 0.2 });`,
  };
  expect(await argumentsIn(trials)).toEqual(['units 1 callSite', 'rate 0.5 default']);
  const files = { ...trials, 'z.js': `const { net } = require('./src/net'); net(9);` };
  expect(await argumentsIn(files)).toEqual(['units 9 callSite', 'rate 0.5 default']);
});

it('leaves calls of another function of the same name alone, and ignored and half-typed files', async () => {
  const files = {
    'src/net.ts': net,
    'other/net.ts': 'export const net = (units: number) => units;',
    'main.ts': `import { net } from './other/net'; net(11);`,
    '.gitignore': 'built\n',
    'built/main.js': `import { net } from '../src/net'; net(13);`,
    'half.ts': `import { net } from './src/net'; net(`,
  };
  expect(await argumentsIn(files)).toEqual(['units 32 guess', 'rate 0.5 default']);
});

it('sees a caller that was added, changed or removed since the last inspection', async () => {
  expect(await argumentsIn({ 'src/net.ts': net })).toContain('units 32 guess');
  const calling = (units: number) => `import { net } from './src/net'; net(${units});`;
  expect(await argumentsIn({ 'main.ts': calling(12) })).toContain('units 12 callSite');
  expect(await argumentsIn({ 'main.ts': calling(13) })).toContain('units 13 callSite');
  rmSync(join(root, 'main.ts'));
  expect(await argumentsIn({})).toContain('units 32 guess');
});

it('takes the nearest of many callers', async () => {
  const files = {
    'src/net.ts': net,
    'a.ts': `import { net } from './src/net'; net(1);`,
    'src/runs/z.ts': `import { net } from '../net'; net(2);`,
  };
  expect(await argumentsIn(files)).toContain('units 2 callSite');
});

it('runs nothing of the files that it reads', async () => {
  const main = `import { net } from './src/net'; net(4); throw new Error('was run');`;
  expect(await argumentsIn({ 'src/net.ts': net, 'main.ts': main })).toContain('units 4 callSite');
});

it('reads properties that a body takes out of an argument, and numbers that it reckons with', async () => {
  const text = `import * as tf from '@tensorflow/tfjs';
    export function net(opts, digits, extent) {
      const { hiddenDim, latentDim } = opts;
      return tf.sequential({ layers: [
        tf.layers.dense({ units: hiddenDim, inputShape: [extent] }),
        tf.layers.dense({ units: latentDim }), tf.layers.repeatVector({ n: digits + 1 }),
      ] });
    }`;
  expect(await argumentsIn({ 'src/net.ts': text })).toEqual([
    'opts {"hiddenDim":32,"latentDim":8} guess',
    'digits 8 guess',
    'extent 8 guess',
  ]);
});

it('runs a package of the workspace, and takes what another package passes to it', async () => {
  const files = {
    'package.json': '{ "workspaces": ["packages/*"] }',
    'packages/blocks/package.json': '{ "name": "@acme/blocks", "main": "dist/index.js" }',
    'packages/blocks/src/index.ts': `export * from './wide';`,
    'packages/blocks/src/wide.ts': `import * as tf from '@tensorflow/tfjs';
      export const wide = (units: number) => tf.layers.dense({ units, inputShape: [2] });`,
    'src/package.json': '{ "name": "@acme/net", "main": "net.ts" }',
    'src/net.ts': `import * as tf from '@tensorflow/tfjs';
      import { wide } from '@acme/blocks';
      export function net(units: number) {
        return tf.sequential({ layers: [wide(units)] });
      }`,
    'packages/app/main.ts': `import { net } from '@acme/net'; net(24);`,
  };
  expect(await argumentsIn(files)).toEqual(['units 24 callSite']);
});
