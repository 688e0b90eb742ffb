import { mkdtempSync, readdirSync, readFileSync, rmSync, appendFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import type { Cell } from '../../../src/shared/protocol/job';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import { toFailureInfo } from '../../../src/shared/base/failures';
import type { CountPrimes } from '../../support/jobs/primes/kind';
import { primes } from '../../support/jobs/primes/kind';
import { childProcesses, eventually } from '../../support/processes';

const root = path.resolve(import.meta.dirname, '../../..');
/** In the folder of the packages, where the bundle finds the WebAssembly files of TensorFlow.js. */
const bundles = path.join(root, 'node_modules/.cache/skipscope');
let outdir = '';
let folder = '';

beforeAll(() => {
  outdir = path.join(bundles, String(process.pid));
  buildSync({
    ...{ bundle: true, platform: 'node', format: 'cjs', outdir, logLevel: 'warning' },
    entryPoints: {
      engine: path.join(root, 'test/support/jobs/engine.ts'),
      watchdog: path.join(root, 'src/engine/process/watchdog.ts'),
    },
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    external: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
  });
});
afterAll(() => rmSync(outdir, { recursive: true }));
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'))));
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await eventually('no engine is left', () => childProcesses().length === 0);
});

interface Counted {
  readonly result: unknown;
  /** The cells that were announced, and those that the process said it computed. */
  readonly announced: readonly string[];
  readonly computed: readonly string[];
}

interface Settings {
  readonly version?: string;
  readonly kept?: boolean;
  /** Called with every cell. */
  readonly react?: (cell: Cell<number>) => unknown;
}

/** Counts in a process of its own. */
async function count(
  job: CountPrimes,
  { version = '1', kept = true, react }: Settings = {},
): Promise<Counted> {
  let printed = '';
  const options = {
    entry: path.join(outdir, 'engine.js'),
    log: (text: string) => (printed += text),
    ...{ deadlineSeconds: 60, memoryMegabytes: 2048 },
    ...(kept && { journals: { folder, version } }),
  };
  const client = new EngineClient(options, { ...jobKinds, primes });
  const announced: string[] = [];
  const listener = {
    cell: (cell: Cell<number>) => {
      announced.push(cell.id);
      react?.(cell);
    },
  };
  const never = new AbortController().signal;
  const result = await client
    .run({ kind: 'primes', ...job }, listener, never)
    .catch((error: unknown) => toFailureInfo(error).code)
    .finally(() => client.dispose());
  const computed = () => [...printed.matchAll(/computes (\d+);/g)].map(([, id]) => id!);
  // Output travels on another pipe than the answer and may arrive later.
  await eventually('what it printed is here', () => computed().length >= announced.length);
  return { result, announced, computed: computed() };
}
const killEngine = (): void => childProcesses().forEach((id) => process.kill(id, 'SIGKILL'));
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => String((from + i) * 100));
const journal = (): string => path.join(folder, readdirSync(folder)[0]!);

describe('a job of cells', () => {
  it('is resumed where its process was killed, with the same result and nothing computed twice', async () => {
    const whole = await count({ below: 1000 }, { kept: false });
    expect(whole).toEqual({ result: 168, announced: ids(0, 10), computed: ids(0, 10) });
    const killed = await count(
      { below: 1000, waitBefore: '400' },
      { react: ({ id }) => id === '300' && killEngine() },
    );
    expect(killed).toMatchObject({ result: 'engine-crashed', announced: ids(0, 4) });
    const resumed = await count({ below: 1000 });
    expect(resumed).toEqual({ result: 168, announced: ids(4, 10), computed: ids(4, 10) });
    expect(await count({ below: 1000 })).toEqual({ result: 168, announced: [], computed: [] });
  });

  it('computes a cell again whose line is torn, and keeps it whole', async () => {
    await count({ below: 300 });
    const lines = readFileSync(journal(), 'utf8');
    rmSync(journal());
    await count({ below: 300, waitBefore: '100' }, { react: killEngine });
    appendFileSync(journal(), lines.split('\n')[1]!.slice(0, 12));
    const resumed = await count({ below: 300 });
    expect(resumed).toEqual({ result: 62, announced: ids(1, 3), computed: ids(1, 3) });
    expect((await count({ below: 300 })).computed).toEqual([]);
  });

  it('takes no cell of another job or of another version', async () => {
    await count({ below: 200 });
    expect((await count({ below: 300 })).computed).toEqual(ids(0, 3));
    expect((await count({ below: 200 }, { version: '2' })).computed).toEqual(ids(0, 2));
    expect(readdirSync(folder)).toHaveLength(3);
  });
});
