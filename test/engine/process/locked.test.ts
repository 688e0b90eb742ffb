import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { standardProbe } from '../../../src/shared/protocol/engineContract';

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));
const source = fileURLToPath(new URL('../../../src/engine/lockProcess.ts', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-locked-'));
/** Not in the temporary folder of the locked process, which is `folder`. */
const outside = mkdtempSync(path.join(os.tmpdir(), 'skipscope-outside-'));
const written = path.join(outside, 'written.txt');
const quoted = JSON.stringify(written);
const layer = { class_name: 'Dense', config: { units: 3, batch_input_shape: [null, 2] } };
const remote = {
  modelTopology: { class_name: 'Sequential', config: { name: 'remote', layers: [layer] } },
};
let server: Server;
let visits = 0;
let address = '';

beforeAll(async () => {
  server = createServer((_, response) => {
    visits += 1;
    response.end(JSON.stringify(remote));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
  rmSync(outside, { recursive: true });
});

const never = new AbortController().signal;
const deaf = { progress: () => undefined, draft: () => undefined };

async function inspect(text: string, allowNetwork = false) {
  const client = new EngineClient({
    entry,
    log: () => undefined,
    deadlineSeconds: 60,
    memoryMegabytes: 2048,
  });
  const request = {
    root: folder,
    file: path.join(folder, 'net.ts'),
    site: 'net',
    text,
    arguments: {},
    backend: 'cpu',
    allowNetwork,
    probe: { ...standardProbe, steps: 1, seeds: 1 },
  } as const;
  return client.inspect(request, deaf, never).finally(() => client.dispose());
}

const whileBuilding = (line: string) => `import * as tf from '@tensorflow/tfjs';
export async function net() {
  ${line}
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
}`;

/** The line runs in each call of a layer of the user's own, long after the model was built. */
const inALayer = (line: string) => `import * as tf from '@tensorflow/tfjs';
class Own extends tf.layers.Layer {
  computeOutputShape(shape: tf.Shape) { return shape; }
  call(inputs: tf.Tensor[]) {
    ${line}
    return inputs[0];
  }
  static className = 'Own';
}
export function net() {
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] }), new Own({})] });
}`;

const everything = "const real = Function('return globalThis')();";

describe("a custom layer's call", () => {
  it.each([
    ['real.process.exit(3)', 'process.exit'],
    ['real.process.reallyExit(3)', 'process.reallyExit'],
    ["real.process.kill(real.process.pid, 'SIGKILL')", 'process.kill'],
    ['real.process.abort()', 'process.abort'],
    ["real.process.binding('fs')", 'process.binding'],
    ["real.process.dlopen({}, 'x.node')", 'process.dlopen'],
  ])('is refused %s by name, at the line of the layer', async (line, name) => {
    await expect(inspect(inALayer(`${everything} ${line};`))).rejects.toMatchObject({
      code: 'model-threw',
      at: { file: 'net.ts', line: 11 },
      detail: expect.stringContaining(
        `its code called ${name}, which model code may not do`,
      ) as string,
    });
  });

  it('reaches no network through fetch, nor through what the framework has', async () => {
    const before = visits;
    const asked = `${everything}
      real.answers ??= [];
      for (const ask of [() => real.fetch('${address}'), () => tf.env().platform.fetch('${address}')])
        ask().then(() => undefined, () => undefined);`;
    await inspect(inALayer(asked));
    expect(visits).toBe(before);
  });

  it('has no line to the host, no module loader and no report to write', async () => {
    const names = "['send', '_send', 'disconnect', 'getBuiltinModule', 'mainModule', 'report']";
    const text = inALayer(
      `${everything} const left = ${names}.filter((name) => real.process[name] !== undefined);
       if (left.length > 0) throw new Error(left.join());`,
    );
    expect((await inspect(text)).probe).toBeDefined();
  });
});

describe('building', () => {
  it('reaches no network, by any way at hand', async () => {
    const before = visits;
    const text = whileBuilding(`await fetch('${address}');
      ${everything}
      await real.fetch('${address}');
      await tf.env().platform.fetch('${address}');
      if (real.WebSocket) new real.WebSocket('${address.replace('http', 'ws')}');`);
    expect((await inspect(text)).probe).toBeDefined();
    expect(visits).toBe(before);
  });

  it.each(['exit(3)', "kill(real.process.pid, 'SIGKILL')", 'abort()', 'reallyExit(3)'])(
    'does not end the process by %s, and names the line',
    async (call) => {
      const text = whileBuilding(`${everything} real.process.${call};`);
      await expect(inspect(text)).rejects.toMatchObject({
        code: 'model-exited',
        at: { file: 'net.ts', line: 3 },
      });
    },
  );

  it('may fetch where a setting allows it', async () => {
    const before = visits;
    const text = whileBuilding(`const { ok } = await fetch('${address}');
      if (!ok) throw new Error('no answer');`);
    expect((await inspect(text, true)).probe).toBeDefined();
    expect(visits).toBe(before + 1);
  });

  it('loads a model from an address where a setting allows it, and only there', async () => {
    const text = `import * as tf from '@tensorflow/tfjs';
      export const net = async () => {
        const base = await tf.loadLayersModel('${address}model.json');
        return tf.sequential({ layers: [base, tf.layers.dense({ units: 1 })] });
      };`;
    const { network } = await inspect(text, true);
    expect(network.layers.map(({ kind }) => kind)).toEqual(['InputLayer', 'Dense', 'Dense']);
    await expect(inspect(text)).rejects.toMatchObject({
      code: 'unbuildable',
      detail: `it loads a model that is not in the workspace (${address}model.json)`,
    });
  });
});

/** Runs lines in a process of their own after it was locked, each with the modules of Node at hand. */
async function afterLocking(lines: readonly string[], allowNetwork = false): Promise<string[]> {
  const bundle = path.join(folder, 'lock.cjs');
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: bundle,
  });
  const script = path.join(folder, 'attempts.cjs');
  const attempts = lines.map((line) => `async () => ${line}`).join(',\n');
  writeFileSync(
    script,
    `const { lockProcess } = require('./lock.cjs');
     const [cp, fs, http, https, net, dgram, dns, wt, tls] = ['child_process', 'fs', 'http', 'https',
       'net', 'dgram', 'dns', 'worker_threads', 'tls'].map((name) => require(name));
     const write = process.stdout.write.bind(process.stdout);
     lockProcess({ allowNetwork: ${allowNetwork} });
     (async () => {
       const said = [];
       for (const attempt of [${attempts}]) {
         try { await attempt(); said.push('done'); } catch (error) { said.push(error.message); }
       }
       write(JSON.stringify(said));
     })();`,
  );
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  return JSON.parse(stdout) as string[];
}

const refusedFile = (what: string) =>
  `unbuildable: its code called ${what} outside the temporary folder, the only place where model code may write`;
const refused = (what: string) =>
  `unbuildable: its code called ${what}, which model code may not do`;

describe('a locked process', () => {
  it('refuses every way to the network by name, also to whoever holds a module', async () => {
    const before = visits;
    const { port } = server.address() as AddressInfo;
    const said = await afterLocking([
      `fetch('${address}')`,
      `http.get('${address}')`,
      `https.request('${address}')`,
      `net.connect(${port}, '127.0.0.1')`,
      `new net.Socket().connect(${port}, '127.0.0.1')`,
      `tls.connect(${port}, '127.0.0.1')`,
      `new net.Server().listen(0)`,
      `dgram.createSocket('udp4')`,
      `dns.lookup('localhost', () => undefined)`,
      `dns.promises.lookup('localhost')`,
      `import('node:http').then(({ get }) => get('${address}'))`,
    ]);
    expect(said).toEqual(
      [
        'fetch',
        'http.get',
        'https.request',
        'net.connect',
        'net.Socket.connect',
        'net.Socket.connect',
        'net.Server.listen',
        'dgram.createSocket',
        'dns.lookup',
        'dns.promises.lookup',
        'http.get',
      ].map(refused),
    );
    expect(visits).toBe(before);
  });

  it('leaves the network alone where it is allowed', async () => {
    const before = visits;
    const attempts = [`fetch('${address}')`, `http.get('${address}')`, `cp.execSync('x')`];
    expect(await afterLocking(attempts, true)).toEqual([
      'done',
      'done',
      refused('child_process.execSync'),
    ]);
    expect(visits).toBe(before + 2);
  });

  it('starts no process and no thread', async () => {
    const command = `touch ${written}`;
    const said = await afterLocking([
      `cp.execSync('${command}')`,
      `cp.spawnSync('touch', [${quoted}])`,
      `cp.exec('${command}')`,
      `cp.fork(${quoted})`,
      `new cp.ChildProcess().spawn({ file: 'touch', args: ['touch', ${quoted}] })`,
      `new wt.Worker('require("fs").writeFileSync(' + ${JSON.stringify(quoted)} + ', "x")', { eval: true })`,
    ]);
    expect(said).toEqual(
      [
        'child_process.execSync',
        'child_process.spawnSync',
        'child_process.exec',
        'child_process.fork',
        'child_process.ChildProcess.spawn',
        'worker_threads.Worker',
      ].map(refused),
    );
    expect(existsSync(written)).toBe(false);
  });

  it('writes no file outside the temporary folder, and reads what it likes', async () => {
    const said = await afterLocking([
      `fs.writeFileSync(${quoted}, 'x')`,
      `fs.promises.writeFile(${quoted}, 'x')`,
      `fs.openSync(${quoted}, 'w')`,
      `fs.openSync(${quoted}, fs.constants.O_CREAT | fs.constants.O_WRONLY)`,
      `fs.promises.open(${quoted}, 'a')`,
      `fs.createWriteStream(${quoted})`,
      `fs.mkdirSync(${quoted})`,
      `fs.writeSync(3, 'x')`,
      `import('node:fs').then(({ renameSync }) => renameSync(__filename, ${quoted}))`,
      `fs.copyFileSync(__filename, ${quoted})`,
      `fs.symlinkSync(${quoted}, __filename + '.link')`,
      `fs.readFileSync(__filename)`,
      `fs.closeSync(fs.openSync(__filename))`,
      `fs.promises.readFile(__filename)`,
      `fs.promises.open(__filename, 'r').then((file) => file.close())`,
    ]);
    expect(said).toEqual([
      refusedFile('fs.writeFileSync'),
      refusedFile('fs.promises.writeFile'),
      refusedFile('fs.openSync to write a file'),
      refusedFile('fs.openSync to write a file'),
      refusedFile('fs.promises.open to write a file'),
      refusedFile('fs.createWriteStream'),
      refusedFile('fs.mkdirSync'),
      refusedFile('fs.writeSync'),
      refusedFile('fs.renameSync'),
      refusedFile('fs.copyFileSync'),
      refusedFile('fs.symlinkSync'),
      ...Array.from({ length: 4 }, () => 'done'),
    ]);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('writes files in the temporary folder, by every way there is', async () => {
    const at = (name: string) => JSON.stringify(path.join(folder, name));
    const said = await afterLocking([
      `fs.writeFileSync(${at('a')}, 'x')`,
      `fs.promises.writeFile(${at('b')}, 'x')`,
      `new Promise((done) => fs.writeFile(${at('c')}, 'x', done))`,
      `fs.mkdirSync(${at('d/e')}, { recursive: true })`,
      `new Promise((done) => fs.createWriteStream(${at('d/f')}).end('x', done))`,
      `{ const file = fs.openSync(${at('g')}, 'w'); fs.writeSync(file, 'x'); fs.closeSync(file); }`,
      `fs.promises.open(${at('h')}, 'w').then(async (file) => { await file.write('x'); await file.close(); })`,
      `fs.copyFileSync(__filename, ${at('i')})`,
      `fs.renameSync(${at('i')}, ${at('j')})`,
      `fs.rmSync(${at('j')})`,
      `fs.mkdtempSync(${at('k')})`,
      `fs.writeFileSync(require('node:url').pathToFileURL(${at('l')}), 'x')`,
    ]);
    expect(said).toEqual(Array.from({ length: 12 }, () => 'done'));
    const left = readdirSync(folder).map((name) => name.replace(/^k.+/, 'k'));
    expect(left).toEqual(expect.arrayContaining([...'abcdghkl']));
    expect(left).not.toContain('j');
  });

  it('follows links before it says where a file is', async () => {
    symlinkSync(outside, path.join(folder, 'link'));
    symlinkSync(path.join(outside, 'made.txt'), path.join(folder, 'dangling'));
    const through = [path.join(folder, 'link', 'made.txt'), path.join(folder, 'dangling')];
    const past = `${folder}/../${path.basename(outside)}/made.txt`;
    const said = await afterLocking(
      [...through, past].map((file) => `fs.writeFileSync(${JSON.stringify(file)}, 'x')`),
    );
    expect(said).toEqual(Array.from({ length: 3 }, () => refusedFile('fs.writeFileSync')));
    expect(readdirSync(outside)).toEqual([]);
  });
});
