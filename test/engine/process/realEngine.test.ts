import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EngineClient, type EngineClientOptions } from '../../../src/engineClient/engineClient';
import { EngineProcess } from '../../../src/engineClient/engineProcess';
import { standardProbe, type Progress } from '../../../src/shared/protocol/inspectRequest';
import type { JobOf } from '../../../src/shared/protocol/job';
import { jobKinds, type ProductKinds } from '../../../src/shared/protocol/jobs';
import type { Report } from '../../../src/shared/report/report';
import { gapsInWords } from '../../support/gaps';
import { badModels, goodModel, secondsFor } from '../../support/badModels';
import { childProcesses, eventually } from '../../support/processes';
import { lowCeiling, testBackend } from '../../support/testBackend';

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));
const host = fileURLToPath(new URL('./host.mjs', import.meta.url));
const never = new AbortController().signal;

let folder = '';
let client: EngineClient<ProductKinds> | undefined;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  client?.dispose();
  client = undefined;
  await eventually('no engine is left', () => childProcesses().length === 0);
});

function open(options: Partial<EngineClientOptions> = {}): EngineClient<ProductKinds> {
  const defaults = { entry, log: () => undefined, deadlineSeconds: 60, memoryMegabytes: 2048 };
  return (client = new EngineClient({ ...defaults, ...options }, jobKinds));
}
function ask(
  { site, source }: { site: string; source: string },
  more = {},
): JobOf<ProductKinds, 'inspect'> {
  const file = path.join(folder, `${site}.ts`);
  const common = { arguments: {}, backend: testBackend, probe: null } as const;
  return { kind: 'inspect', root: folder, file, site, text: source, ...common, ...more };
}
const bad = (what: string) => badModels.find((model) => model.what === what)!;
const isAlive = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

describe('the engine', () => {
  it('announces a draft without the probe, then gives the whole report', async () => {
    const drafts: Report[] = [];
    const stages: Progress[] = [];
    const report = await open().run(
      ask(goodModel, { probe: { ...standardProbe, steps: 2, seeds: 1 } }),
      { progress: (step) => stages.push(step), partial: (draft) => drafts.push(draft) },
      never,
    );
    expect(drafts).toHaveLength(1);
    const [draft] = drafts;
    expect(draft!.probe).toBeUndefined();
    expect(gapsInWords(draft!.notMeasured)).toEqual([
      { quantity: 'probe', reason: 'still running' },
    ]);
    expect(report.network).toEqual(draft!.network);
    expect(report.probe).toMatchObject({ steps: 2, seeds: 1 });
    expect([...new Set(stages.map(({ stage }) => stage))]).toEqual([
      'starting engine',
      'loading backend',
      'building model',
      'finding skips',
      'probing gradients',
      'writing report',
    ]);
    expect(stages.at(-2)).toEqual({ stage: 'probing gradients', done: 2, total: 2 });
  });

  it('says that no probe was asked for', async () => {
    const report = await open().run(ask(goodModel), {}, never);
    expect(report.probe).toBeUndefined();
    expect(gapsInWords(report.notMeasured)).toEqual([
      { quantity: 'probe', reason: 'not asked for' },
    ]);
  });

  it.each(badModels)('ends $what with its code at its line, and runs the next', async (model) => {
    const client = open({ deadlineSeconds: secondsFor(model), memoryMegabytes: lowCeiling });
    await expect(client.run(ask(model), {}, never)).rejects.toMatchObject({
      code: model.code,
      at: { file: `${model.site}.ts`, line: model.line },
    });
    await expect(client.run(ask(goodModel), {}, never)).resolves.toMatchObject({
      model: { name: 'fine' },
    });
  });

  it('gives the same report after a rehearsal, even to a run that comes while it lasts', async () => {
    const source = `import * as tf from '@tensorflow/tfjs';
      export function plain() {
        const model = tf.sequential({ name: 'plain' });
        model.add(tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [3] }));
        model.add(tf.layers.dense({ units: 2 }));
        const { name } = tf.variable(tf.ones([2]));
        model.add(tf.layers.activation({ activation: 'relu', name: 'after-variable-' + name }));
        return model;
      }`;
    const probe = { ...standardProbe, steps: 2, seeds: 2 };
    const reports = [false, true].map(async (rehearses) => {
      const engine = new EngineProcess({ entry, log: () => undefined, memoryMegabytes: 2048 });
      try {
        expect((await engine.ready).ringed).toBe(true);
        const rehearsal = rehearses ? engine.rpc.request('rehearse', __dirname) : null;
        const job = ask({ site: 'plain', source }, { probe });
        const report = (await engine.rpc.request('run', { job, cells: [] })) as Report;
        expect(await rehearsal).toBeNull();
        return { ...report, probe: { ...report.probe, milliseconds: undefined } };
      } finally {
        engine.dispose();
      }
    });
    const [cold, warm] = await Promise.all(reports);
    expect(warm).toEqual(cold);
    expect(warm!.network.layers[1]!.name).toBe('dense_Dense1');
  });

  it('says that a file was deleted during the run, and runs the next', async () => {
    const client = open();
    const { text, ...request } = ask(goodModel);
    writeFileSync(request.file, text!);
    const listen = {
      progress: ({ stage }: Progress) => {
        if (stage === 'starting engine') rmSync(request.file);
      },
    };
    await expect(client.run(request, listen, never)).rejects.toMatchObject({
      code: 'file-not-found',
      detail: { code: 'files.missing', values: { file: 'fine.ts' } },
    });
    await expect(client.run(ask(goodModel), {}, never)).resolves.toBeDefined();
  });

  it('survives what model code leaves running', async () => {
    const source = goodModel.source.replace(
      '  return',
      "  setTimeout(() => { throw new Error('stray'); }, 0);\n" +
        "  void Promise.reject(new Error('unheard'));\n  return",
    );
    const probe = { ...standardProbe, seeds: 1 };
    const report = await open().run(ask({ ...goodModel, source }, { probe }), {}, never);
    expect(report.probe).toBeDefined();
  });

  it('keeps what model code prints away from the protocol, in the log', async () => {
    let log = '';
    const source = goodModel.source.replace(
      '  return',
      "  Function('return console')().log('layers ahead');\n  return",
    );
    const client = open({ log: (text) => (log += text) });
    await client.run(ask({ ...goodModel, source }), {}, never);
    expect(log).toContain('layers ahead');
  });

  it('is gone when a loop in model code is cancelled', async () => {
    const stop = new AbortController();
    const listen = {
      progress: ({ stage }: Progress) => {
        if (stage === 'building model') setTimeout(() => stop.abort(), 200);
      },
    };
    const run = open().run(ask(bad('an endless loop')), listen, stop.signal);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    await eventually('the loop is ended', () => childProcesses().length === 0);
  });

  it('does not outlive its host, even in an endless loop', async () => {
    const { site, source } = bad('an endless loop');
    const file = path.join(folder, `${site}.ts`);
    writeFileSync(file, source);
    const parent = spawn(process.execPath, [host, entry, file]);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const engine = Number(line.toString());
    expect(isAlive(engine)).toBe(true);
    parent.kill('SIGKILL');
    await eventually('the engine has ended itself', () => !isAlive(engine));
  });

  it('ends itself where its host was gone before it began', async () => {
    const gone = spawn(process.execPath, ['-e', '0']);
    await once(gone, 'exit');
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    const engine = spawn(process.execPath, [entry, '2048', String(gone.pid)], {
      stdio: [...stdio],
    });
    expect((await once(engine, 'exit'))[1]).toBe('SIGKILL');
  });

  it('tells of the backends, and that wasm can always run', async () => {
    const statuses = await open().backends(never);
    expect(statuses.map(({ name }) => name)).toEqual([
      'tensorflow-gpu',
      'webgpu',
      'tensorflow',
      'wasm',
      'cpu',
    ]);
    expect(statuses.find(({ name }) => name === 'wasm')).toMatchObject({ available: true });
  });
});
