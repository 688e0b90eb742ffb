import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildDefinition } from '../../support/openModel';

const root = mkdtempSync(join(tmpdir(), 'skipscope-safety-'));
const file = join(root, 'net.js');
let server: Server;
let visits = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    visits += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

async function build(...body: readonly string[]) {
  const text = `const tf = require('@tensorflow/tfjs');
    async function net() {
      ${body.join('\n')}
      return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    }`;
  const request = {
    root,
    file,
    text,
    site: 'net',
    arguments: {},
    backend: 'auto',
    probe: null,
  } as const;
  return (await buildDefinition(request))(1);
}

it('writes in the temporary folder, and reads it back', async () => {
  const model = await build(
    `const fs = require('fs'); const path = require('path');`,
    `const { tmpdir } = await import('node:os');`,
    `const folder = fs.mkdtempSync(path.join(tmpdir(), 'skipscope-net-'));`,
    `const { writeFile } = await import('node:fs/promises');`,
    `await writeFile(path.join(folder, 'a.txt'), 'kept');`,
    `await fs.promises.appendFile(path.join(folder, 'a.txt'), ' here');`,
    `const text = fs.readFileSync(path.join(folder, 'a.txt'), 'utf8');`,
    `fs.rmSync(folder, { recursive: true });`,
    `if (text !== 'kept here' || fs.existsSync(folder) !== false) throw new Error(text);`,
  );
  expect(model.graph.layers).toHaveLength(2);
});

it('leaves out what it writes elsewhere, by any way to the file system', async () => {
  const target = JSON.stringify(join(root, 'written.txt'));
  const besides = `skipscope-${process.pid}.txt`;
  await build(
    `require('fs').writeFileSync(${target}, 'x');`,
    `const { writeFile } = await import('node:fs/promises'); await writeFile(${target}, 'x');`,
    `require('fs').writeFileSync('${besides}', 'x');`,
    `const real = Function('return process')();`,
    `real.getBuiltinModule?.('fs').writeFileSync(${target}, 'x');`,
    `real.mainModule?.require('fs').writeFileSync(${target}, 'x');`,
    `real.report?.writeReport(${target});`,
  );
  expect(existsSync(besides)).toBe(false);
  expect(readdirSync(root)).toEqual([]);
});

it('reaches no network', async () => {
  await build(
    `await fetch('${address()}');`,
    `await Function('return fetch')()('${address()}');`,
    `require('http').get('${address()}');`,
    `new WebSocket('${address().replace('http', 'ws')}');`,
    `new XMLHttpRequest().open('GET', '${address()}');`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(visits).toBe(0);
});

it('starts no process', async () => {
  const target = join(root, 'from-a-child.txt');
  await build(
    `require('child_process').execSync('touch ${target}');`,
    `const { spawnSync } = await import('node:child_process'); spawnSync('touch', ['${target}']);`,
  );
  expect(existsSync(target)).toBe(false);
});

it.each([
  'process.exit(3);',
  "globalThis.process.kill(process.pid, 'SIGKILL');",
  "Function('return process')().exit(3);",
  "Function('return process')().reallyExit(3);",
  "(0, eval)('process').abort();",
  "Function('return process')().binding('fs');",
])('does not end the process: %s', async (line) => {
  await expect(build(line)).rejects.toMatchObject({
    code: 'model-exited',
    at: { file: 'net.js', line: 3 },
  });
});

it('leaves the process as it was', async () => {
  const state = () => [
    Reflect.get(process, 'exit'),
    Reflect.get(Math, 'random'),
    Reflect.get(globalThis, 'fetch'),
  ];
  const before = state();
  await build('Math.random = () => 0.5; globalThis.leaked = 1;');
  expect(state()).toEqual(before);
  expect(Object.hasOwn(globalThis, 'leaked')).toBe(false);
});

it('draws the same weights for the same seed, and others for another', async () => {
  const request = {
    root,
    file,
    text: `const net = () => tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] })] });`,
    site: 'net',
    arguments: {},
    backend: 'auto',
    probe: null,
  } as const;
  const open = await buildDefinition(request);
  const weights = async (seed: number) => {
    const model = await open(seed);
    const kernel = [...model.weights[0]!.variable.dataSync()];
    model.dispose();
    return kernel;
  };
  expect(await weights(7)).toEqual(await weights(7));
  expect(await weights(8)).not.toEqual(await weights(7));
});
