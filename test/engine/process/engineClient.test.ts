import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineClient, type EngineClientOptions } from '../../../src/engineClient/engineClient';
import { EngineProcess } from '../../../src/engineClient/engineProcess';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { standardProbe, type Progress } from '../../../src/shared/protocol/inspectRequest';
import type { JobOf } from '../../../src/shared/protocol/job';
import { jobKinds, type ProductKinds } from '../../../src/shared/protocol/jobs';
import type { Report } from '../../../src/shared/report/report';
import { explainFailure } from '../../../src/shared/words/failures';
import { childProcesses, eventually } from '../../support/processes';

const entry = fileURLToPath(new URL('./fakeEngine.mjs', import.meta.url));
const ask = (site: string): JobOf<ProductKinds, 'inspect'> => ({
  kind: 'inspect',
  root: '/',
  file: '/model.ts',
  site,
  arguments: {},
  backend: 'auto',
  probe: null,
});
const never = new AbortController().signal;
const processOf = (report: Report): number => (report as Report & { pid: number }).pid;

/** The failure of a run, which fails the test if it does not reject. */
const failureOf = (run: Promise<unknown>) =>
  run.then(() => Promise.reject(new Error('It did not fail')), toFailureInfo);

let client: EngineClient<ProductKinds> | undefined;
function open(options: Partial<EngineClientOptions> = {}): EngineClient<ProductKinds> {
  const defaults = { entry, log: () => undefined, deadlineSeconds: 20, memoryMegabytes: 512 };
  return (client = new EngineClient({ ...defaults, ...options }, jobKinds));
}
afterEach(async () => {
  client?.dispose();
  client = undefined;
  await eventually('no engine is left', () => childProcesses().length === 0);
});

describe('EngineClient', () => {
  it('announces stages and the partial result, then gives the report', async () => {
    const heard: string[] = [];
    const report = await open().run(
      ask('fine'),
      { progress: ({ stage }) => heard.push(stage), partial: () => heard.push('partial') },
      never,
    );
    expect(report.model.name).toBe('fine');
    expect(heard).toEqual(['starting engine', 'building model', 'partial']);
  });

  it('uses a process of its own for every run', async () => {
    const client = open();
    client.warm();
    const first = await client.run(ask('fine'), {}, never);
    const second = await client.run(ask('fine'), {}, never);
    expect(processOf(second)).not.toBe(processOf(first));
    await eventually('only the spare is left', () => childProcesses().length === 1);
  });

  it('takes the warm spare for the next run and puts a new one in its place', async () => {
    const client = open();
    client.warm();
    const spare = childProcesses();
    const report = await client.run(ask('fine'), {}, never);
    expect(spare).toEqual([processOf(report)]);
    await eventually('a new spare stands ready', () => {
      const children = childProcesses();
      return children.length === 1 && children[0] !== spare[0];
    });
  });

  it('gives a spare with a Python back where nobody takes it, and starts another when asked', async () => {
    const python = { file: 'no-such-python', route: 'auto' } as const;
    const client = open({ python, idleSeconds: 0.3 });
    client.warm();
    expect(childProcesses()).toHaveLength(1);
    await eventually('the spare is gone', () => childProcesses().length === 0);
    client.warm();
    expect(childProcesses()).toHaveLength(1);
    expect((await client.run(ask('fine'), {}, never)).model.name).toBe('fine');
  });

  it('prepares spares for the languages that are asked for', async () => {
    const client = open();
    client.warm();
    client.warm(['python']);
    client.warm(['python']);
    const first = await client.run(ask('fine'), {}, never);
    expect(first).toMatchObject({ prepared: ['python'] });
    // The next spare is prepared from its start.
    expect(await client.run(ask('fine'), {}, never)).toMatchObject({ prepared: ['python'] });
  });

  it('starts no spare beside a run whose graph is not there yet', async () => {
    const client = open();
    client.warm();
    const children: number[] = [];
    const listen = {
      progress: () => {
        client.warm();
        children.push(childProcesses().length);
      },
      partial: () => children.push(childProcesses().length),
    };
    const report = await client.run(ask('fine'), listen, never);
    expect(report.model.name).toBe('fine');
    expect(children).toEqual([1, 1, 1]);
  });

  it('starts the next process of a row of runs beside each run', async () => {
    const client = open({ inARow: true });
    client.warm(['python']);
    const children: number[] = [];
    await client.run(
      ask('fine'),
      { progress: () => children.push(childProcesses().length) },
      never,
    );
    expect(children).toEqual([1, 2]);
  });

  it('rehearses while nobody waits, over the folder that JavaScript searches, and not in a row of runs', async () => {
    const rehearsals = async (inARow: boolean, languages: readonly string[]): Promise<unknown> => {
      const client = open({ inARow, folder: '/models' });
      client.warm(languages);
      const answer = await client.run(ask('fine'), {}, never);
      client.dispose();
      return (answer as unknown as { rehearsed: unknown }).rehearsed;
    };
    expect(await rehearsals(true, ['python', 'javascript'])).toEqual([]);
    expect(await rehearsals(false, ['python'])).toEqual([null]);
    expect(await rehearsals(false, ['javascript'])).toEqual(['/models']);
  });

  it('rehearses twice where no run comes between, over the folder that is given', async () => {
    const folder = '/models';
    const engine = new EngineProcess({ entry, log: () => undefined, memoryMegabytes: 512 });
    try {
      await engine.rehearse(folder);
      const answer = await engine.rpc.request('run', { job: ask('fine'), cells: [] });
      expect(answer).toMatchObject({ rehearsed: [folder, folder] });
    } finally {
      engine.dispose();
    }
  });

  it('keeps no process where no spare was asked for', async () => {
    await open().run(ask('fine'), {}, never);
    await eventually('the process is gone', () => childProcesses().length === 0);
  });

  it('runs two models side by side', async () => {
    const client = open();
    const names = ['one', 'two'];
    const reports = await Promise.all(names.map((site) => client.run(ask(site), {}, never)));
    expect(reports.map(({ model }) => model.name)).toEqual(names);
  });

  it('passes on the failure that the engine reports', async () => {
    await expect(open().run(ask('throw'), {}, never)).rejects.toMatchObject({
      code: 'model-threw',
      detail: 'boom',
      at: { line: 7 },
    });
  });

  it.each([
    ['loop', 'timed-out', 'did not finish within 0.3 s', 0.3],
    ['exit', 'model-exited', '(exit code 3)', 20],
    ['crash', 'engine-crashed', '(SIGSEGV', 20],
    ['heap', 'out-of-memory', 'the limit of 64 MB', 20],
  ])(
    'tells %s from the others, points at the model, and recovers',
    async (site, code, words, s) => {
      const client = open({ deadlineSeconds: s, memoryMegabytes: 64 });
      const failure = await failureOf(client.run(ask(site), {}, never));
      expect(failure).toMatchObject({ code, at: { file: 'model.ts', line: 7, column: 1 } });
      expect(explainFailure(failure)).toContain(words);
      await expect(client.run(ask('fine'), {}, never)).resolves.toBeDefined();
    },
  );

  it('gives every step its own time', async () => {
    const steps: Progress[] = [];
    const report = await open({ deadlineSeconds: 2 }).run(
      { ...ask('steps'), probe: { ...standardProbe, seeds: 1, steps: 6 } },
      { progress: (step) => steps.push(step) },
      never,
    );
    expect(report.model.name).toBe('steps');
    expect(steps.at(-1)).toEqual({ stage: 'probing gradients', done: 5, total: 6 });
  });

  it('frees caller and processor when an endless loop is cancelled', async () => {
    const stop = new AbortController();
    const listen = {
      progress: ({ stage }: Progress) => stage === 'building model' && stop.abort(),
    };
    await expect(open().run(ask('loop'), listen, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await eventually('the loop is ended', () => childProcesses().length === 0);
  });

  it('keeps a process that was cancelled before model code ran', async () => {
    const client = open();
    client.warm();
    const spare = childProcesses();
    const stop = new AbortController();
    const run = client.run(ask('fine'), {}, stop.signal);
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(processOf(await client.run(ask('fine'), {}, never))).toBe(spare[0]);
  });

  it('starts nothing for a run that is cancelled already', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(open().run(ask('fine'), {}, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(childProcesses()).toEqual([]);
  });

  it('replaces a spare that died while it waited', async () => {
    const client = open();
    client.warm();
    const [spare] = childProcesses();
    process.kill(spare!, 'SIGKILL');
    await eventually('the spare is gone', () => childProcesses().length === 0);
    await expect(client.run(ask('fine'), {}, never)).resolves.toBeDefined();
  });

  it('says why an engine does not start', async () => {
    const missing = open({ entry: '/nowhere/engine.js' });
    const failure = await failureOf(missing.run(ask('fine'), {}, never));
    expect(failure.code).toBe('engine-crashed');
    expect(explainFailure(failure)).toMatch(/exit code 1/);
  });

  it.each(['garbage', 'endless', 'unreadable', 'none', 'unknown', 'shapeless', 'flood'])(
    'ends an engine whose channel carries %s, and recovers',
    async (site) => {
      const client = open();
      const failure = await failureOf(client.run(ask(site), {}, never));
      expect(failure).toMatchObject({
        code: 'engine-crashed',
        detail: { code: 'process.broken-channel' },
        at: { file: 'model.ts', line: 7 },
      });
      await expect(client.run(ask('fine'), {}, never)).resolves.toBeDefined();
    },
  );

  it('takes what an engine said before its channel broke', async () => {
    const heard: string[] = [];
    const partial = ({ model }: Report): unknown => heard.push(model.name);
    await failureOf(open().run(ask('late'), { partial }, never));
    expect(heard).toEqual(['late']);
  });

  it('takes sizes that are no numbers for what they are', async () => {
    expect(await failureOf(open().run(ask('clash'), {}, never))).toMatchObject({
      code: 'unbuildable',
      detail: { code: 'shapes.differ', values: { size: NaN } },
      branches: [{ shape: [null, NaN, 8] }],
    });
  });

  it('passes on as it is what a terminal would obey: whoever shows it writes it out', async () => {
    const failure = await failureOf(open().run(ask('escapes'), {}, never));
    expect(failure.detail).toBe('boom \u001b[31m\u202e');
  });

  it('gives no time for progress that was told before', async () => {
    const client = open({ deadlineSeconds: 0.5 });
    expect((await failureOf(client.run(ask('repeats'), {}, never))).code).toBe('timed-out');
  });

  it('gives no time for steps that nobody asked for', async () => {
    const probe = { ...standardProbe, seeds: 1, steps: 1 };
    const client = open({ deadlineSeconds: 1.2 });
    expect((await failureOf(client.run({ ...ask('steps'), probe }, {}, never))).code).toBe(
      'timed-out',
    );
  });

  it('says that an engine has no watchdog, and runs it', async () => {
    const said: string[] = [];
    const client = open({ memoryMegabytes: 511, warn: (why) => said.push(why.code) });
    await expect(client.run(ask('fine'), {}, never)).resolves.toBeDefined();
    expect(said).toEqual(['process.unwatched']);
  });

  it('waits for a deadline beyond what a timer can count', async () => {
    const client = open({ deadlineSeconds: 3_000_000 });
    await expect(client.run(ask('fine'), {}, never)).resolves.toBeDefined();
  });

  it('refuses an answer that is no report', async () => {
    await expect(open().run(ask('nonsense'), {}, never)).rejects.toMatchObject({
      code: 'protocol-mismatch',
    });
  });

  it('ends what runs when it is closed, and stays closed', async () => {
    const client = open();
    client.warm();
    const run = client.run(ask('loop'), {}, never);
    client.dispose();
    await expect(run).rejects.toMatchObject({ code: 'disconnected' });
    await expect(client.run(ask('fine'), {}, never)).rejects.toMatchObject({
      code: 'disconnected',
    });
    client.warm();
    await eventually('nothing is left', () => childProcesses().length === 0);
  });

  it('asks for the backends', async () => {
    await expect(open().backends(never)).resolves.toEqual([]);
  });
});
