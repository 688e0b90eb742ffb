import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { findSites } from '../../src/detection/languages/languages';
import { isSourceFile } from '../../src/detection/languages/sourceFile';
import { listFolders } from '../../src/extension/core/detection/listFolders';
import { EngineProcess } from '../../src/engineClient/engineProcess';
import { openModel } from '../support/openModel';
import { standardLimits } from '../../src/shared/protocol/inspectRequest';
import { writeWorkspace } from '../support/largeWorkspace';

interface Row {
  readonly what: string;
  readonly runs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

function row(what: string, times: readonly number[]): Row {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100,
    ) / 100;
  return { what, runs: times.length, medianMs: at(0.5), p95Ms: at(0.95) };
}

function time(what: string, runs: number, work: () => unknown): Row {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return row(what, times);
}

const folder = 'test/fixtures/definitions/sound';
const texts = readdirSync(folder)
  .filter((name) => isSourceFile(name) && !name.endsWith('.html'))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

/** Definitions of every kind, one after the other, up to a number of lines. */
function sourceOf(lines: number): string {
  const all = texts.join('\n').split('\n');
  return Array.from({ length: lines }, (_, i) => all[i % all.length]).join('\n');
}

const ordinary = Array.from(
  { length: 200 },
  (_, i) =>
    `export function handler${i}(request, model) { return request.body.items[${i}] ?? model; }`,
).join('\n');

/** A workspace of 5,000 files on the disk, one in twenty with a model, listed as the extension's thread does. */
async function listWorkspace(): Promise<Row> {
  const root = mkdtempSync(join(tmpdir(), 'skipscope-listing-'));
  writeWorkspace(root, 5000);
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await listFolders([root], () => undefined, new AbortController().signal);
    times.push(performance.now() - start);
  }
  rmSync(root, { recursive: true });
  return row('list a workspace of 5,000 files', times);
}

/** Latency with a warm engine, from the request to the graph of examples/resnet20.ts, which without a probe is the report. */
async function warmRun(): Promise<Row> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) times.push(await firstGraph());
  return row('start of a warm run: request to graph of examples/resnet20.ts (wasm)', times);
}

async function firstGraph(): Promise<number> {
  const engine = new EngineProcess({
    entry: resolve('dist/engine.js'),
    memoryMegabytes: standardLimits.memoryMegabytes,
    log: () => undefined,
  });
  await engine.ready;
  const start = performance.now();
  const job = {
    kind: 'inspect',
    root: resolve('.'),
    file: resolve('examples/resnet20.ts'),
    site: 'resnet20',
    arguments: {},
    backend: 'wasm',
    probe: null,
  };
  await engine.rpc.request('run', { job, cells: [] });
  const graph = performance.now() - start;
  engine.dispose();
  return graph;
}

async function buildTimes(): Promise<Row[]> {
  const rows: Row[] = [];
  const all: number[] = [];
  for (const name of readdirSync('examples').filter((one) => one.endsWith('.ts'))) {
    const file = resolve('examples', name);
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const start = performance.now();
      const request = {
        root: resolve('.'),
        file,
        site: '',
        arguments: {},
        backend: 'auto',
        probe: null,
      } as const;
      const model = await (await openModel(request))(run);
      times.push(performance.now() - start);
      model.dispose();
    }
    rows.push(row(`open and build examples/${name} (cpu backend)`, times));
    all.push(...times);
  }
  return [...rows, row('open and build all of examples/ (cpu backend)', all)];
}

export async function bench(): Promise<Row[]> {
  const file = sourceOf(2000);
  findSites(file, 'warm.ts');
  return [
    time('find sites in 2,000 lines', 30, () => findSites(file, 'large.ts')),
    time('find sites in 2,000 lines without a model', 30, () =>
      findSites(ordinary.repeat(10), 'large.ts'),
    ),
    await listWorkspace(),
    ...(await buildTimes()),
    await warmRun(),
  ];
}
