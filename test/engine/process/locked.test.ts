import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import {
  afterLocking,
  everything,
  inALayer,
  refused,
  whileBuilding,
} from '../../support/lockedProcess';
import { refusal } from '../../support/refusal';

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));
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

async function inspect(text: string, allowNetwork = false) {
  const client = new EngineClient(
    { entry, log: () => undefined, deadlineSeconds: 60, memoryMegabytes: 2048 },
    jobKinds,
  );
  const job = {
    kind: 'inspect',
    root: folder,
    file: path.join(folder, 'net.ts'),
    site: 'net',
    text,
    arguments: {},
    backend: 'cpu',
    allowNetwork,
    probe: { ...standardProbe, steps: 1, seeds: 1 },
  } as const;
  return client.run(job, {}, never).finally(() => client.dispose());
}

describe("a custom layer's call", () => {
  it.each([
    ['real.process.exit(3)', 'process.exit'],
    ['real.process.reallyExit(3)', 'process.reallyExit'],
    ["real.process.kill(real.process.pid, 'SIGKILL')", 'process.kill'],
    ['real.process.abort()', 'process.abort'],
    ["real.process.binding('fs')", 'process.binding'],
    ["real.process.dlopen({}, 'x.node')", 'process.dlopen'],
  ])('is refused %s by name, at the line of the layer', async (line, name) => {
    expect(await refusal(inspect(inALayer(`${everything} ${line};`)))).toMatchObject({
      code: 'model-threw',
      at: { file: 'net.ts', line: 11 },
      sentence: expect.stringContaining(
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

describe('a part of the language that model code replaces', () => {
  const dense = 'tf.layers.dense({ units: 1, inputShape: [2] })';
  const replacing = (line: string) => `import * as tf from '@tensorflow/tfjs';
export function net() {
  const model = tf.sequential({ layers: [${dense}] });
  ${line}
  return model;
}`;

  it('fails at the line of an assignment to what the numbers come from', async () => {
    expect(await refusal(inspect(replacing('Math.sqrt = () => 1;')))).toMatchObject({
      code: 'model-threw',
      at: { file: 'net.ts', line: 4 },
      sentence: expect.stringContaining("read only property 'sqrt'") as string,
    });
  });

  const methods = ['map', 'reduce', 'splice', 'push', 'slice', 'indexOf'];
  it.each(methods)(
    'is named before anything is read with it: Array.prototype.%s',
    async (method) => {
      const line = `Array.prototype.${method} = () => undefined;`;
      expect(await refusal(inspect(replacing(line)))).toMatchObject({
        code: 'unbuildable',
        at: { file: 'net.ts', line: 2 },
        sentence: `The model cannot be measured: its code replaced Array.prototype.${method}, which the measurement needs.`,
      });
    },
  );

  it('is told of a definition that throws what cannot be read, or freezes all there is', async () => {
    const traps = 'get() { throw 1; }, getPrototypeOf() { throw 2; }';
    expect(await refusal(inspect(replacing(`throw new Proxy({}, { ${traps} });`)))).toMatchObject({
      code: 'model-threw',
      sentence: expect.stringContaining('an object that cannot be read') as string,
    });
    const frozen = replacing('for (const each of [Object, Array, Error]) Object.freeze(each);');
    expect((await inspect(frozen)).probe).toBeDefined();
  });

  it('may be extended with methods of its own', async () => {
    const line = 'Array.prototype.last = function () { return this[this.length - 1]; };';
    expect((await inspect(replacing(line))).probe).toBeDefined();
  });
});

describe('the loader of modules', () => {
  it('is out of reach of code that is evaluated, by whoever evaluates it', async () => {
    const text = whileBuilding(`${everything}
      const tries = [
        () => (0, eval)('import("node:fs")'),
        () => Function('return import("node:fs")')(),
        () => new Promise((yes, no) => {
          tf.env().registerFlag('OWN', () => 0, eval);
          Object.assign(real, { yes, no });
          tf.env().set('OWN', 'import("node:fs").then(yes, no)');
        }),
      ];
      for (const attempt of tries) {
        let given;
        try { given = await attempt(); } catch {}
        if (given) throw new Error('a module');
      }`);
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
    expect(await refusal(inspect(text))).toMatchObject({
      code: 'unbuildable',
      sentence: `The model cannot be built: it loads a model that is not in the workspace (${address}model.json).`,
    });
  });
});

describe('a locked process', () => {
  it('refuses every way to the network by name, also to whoever holds a module', async () => {
    const before = visits;
    const { port } = server.address() as AddressInfo;
    const said = await afterLocking(folder, [
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
    expect(await afterLocking(folder, attempts, true)).toEqual([
      'done',
      'done',
      refused('child_process.execSync'),
    ]);
    expect(visits).toBe(before + 2);
  });

  it('starts no process and no thread', async () => {
    const command = `touch ${written}`;
    const said = await afterLocking(folder, [
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
        'child_process.ChildProcess',
        'worker_threads.Worker',
      ].map(refused),
    );
    expect(existsSync(written)).toBe(false);
  });
});
