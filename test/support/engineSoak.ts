import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EngineClient } from '../../src/engineClient/engineClient';
import { toFailureInfo } from '../../src/shared/base/failures';
import { standardProbe } from '../../src/shared/protocol/inspectRequest';
import { jobKinds, type Job, type ProductKinds } from '../../src/shared/protocol/jobs';
import { badModels, goodModel } from './badModels';
import { childProcesses, eventually } from './processes';
import { lowCeiling, testBackend, testPackages } from './testBackend';

/** Says which process it runs in, so that it can be ended from outside, and never ends by itself. */
const endless = {
  site: 'endless',
  source: goodModel.source
    .replace('fine', 'endless')
    .replace(
      '  return',
      "  const { console, process } = Function('return globalThis')();\n" +
        '  console.log(`process ${process.pid}`);\n  for (;;);\n  return',
    ),
};
const filler = badModels.find(({ what }) => what === 'typed arrays without end')!;

export interface Soak {
  /** Counts by outcome: `fine`, or the code of a failure. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Milliseconds from a cancel to its answer, and to the end of its process. */
  readonly answered: readonly number[];
  readonly ended: readonly number[];
  /** Leftovers of the runs. */
  readonly processes: number;
  readonly handles: number;
  readonly files: readonly string[];
}

/**
 * Runs the real engine: a third of the runs probes to its end, a third is cancelled in an endless loop, a
 * third goes down: by turns killed by SIGSEGV, and beyond its memory.
 * @param entry the engine's bundle
 */
export async function soakEngine(entry: string, runs: number): Promise<Soak> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  const before = process.env['TMPDIR'];
  // Finds only what an engine leaves in the temporary folder.
  process.env['TMPDIR'] = folder;
  const handles = process.getActiveResourcesInfo().length;
  const soak = new EngineSoak(entry, folder);
  try {
    for (let run = 0; run < runs; run++) await soak.run(run);
    await soak.close();
    return {
      ...{ outcomes: soak.outcomes, answered: soak.answered, ended: soak.ended },
      processes: childProcesses().length,
      handles: process.getActiveResourcesInfo().length - handles,
      files: readdirSync(folder),
    };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true });
  }
}

class EngineSoak {
  readonly outcomes: Record<string, number> = {};
  readonly answered: number[] = [];
  readonly ended: number[] = [];
  private readonly client: EngineClient<ProductKinds>;
  private heardProcess: (id: number) => void = () => undefined;

  constructor(
    entry: string,
    private readonly folder: string,
  ) {
    this.client = new EngineClient(
      {
        entry,
        deadlineSeconds: 60,
        memoryMegabytes: lowCeiling,
        backend: testBackend,
        packages: testPackages,
        log: (text) => {
          const [, id] = /process (\d+)/.exec(text) ?? [];
          if (id !== undefined) this.heardProcess(Number(id));
        },
      },
      jobKinds,
    );
    this.client.warm();
  }

  async run(index: number): Promise<void> {
    const kinds = [
      () => this.inspect(goodModel),
      () => this.cancel(),
      () => (index % 2 === 0 ? this.crash() : this.inspect(filler)),
    ];
    const outcome = await kinds[index % kinds.length]!();
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
  }

  async close(): Promise<void> {
    this.client.dispose();
    await eventually('no engine is left', () => childProcesses().length === 0);
  }

  /** Gives the model's name, or the code of the failure. */
  private inspect(
    { site, source }: { readonly site: string; readonly source: string },
    signal = new AbortController().signal,
  ): Promise<string> {
    const { folder: root } = this;
    const probe = { ...standardProbe, seeds: 1 };
    const job: Job = {
      ...{ kind: 'inspect', root, file: path.join(root, `${site}.ts`), site, text: source },
      ...{ arguments: {}, backend: testBackend, probe },
    };
    return this.client.run(job, {}, signal).then(
      ({ model }) => model.name,
      (error: unknown) => toFailureInfo(error).code,
    );
  }

  private async cancel(): Promise<string> {
    const stop = new AbortController();
    const started = new Promise<number>((resolve) => (this.heardProcess = resolve));
    const run = this.inspect(endless, stop.signal);
    const tooEarly = run.then((outcome): never => {
      throw new Error(`It ended as ${outcome} before it could be cancelled`);
    });
    const id = await Promise.race([started, tooEarly]);
    const asked = performance.now();
    stop.abort();
    const outcome = await run;
    this.answered.push(performance.now() - asked);
    while (exists(id)) await new Promise((resolve) => setTimeout(resolve, 1));
    this.ended.push(performance.now() - asked);
    return outcome;
  }

  private crash(): Promise<string> {
    this.heardProcess = (id) => process.kill(id, 'SIGSEGV');
    return this.inspect(endless);
  }
}

function exists(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
