// Latencies that a person sees: first graph, whole probe, start of an engine. Needs `npm run build`.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { EngineProcess } from '../../src/engineClient/engineProcess';
import {
  standardLimits,
  standardProbe,
  type InspectRequest,
} from '../../src/shared/protocol/inspectRequest';

type Row = Readonly<Record<string, number | string>>;

const REPEATS = 5;
const root = process.cwd();
const bundles = ['engine.js', 'watchdog.js', 'cli.js', 'detector.js', 'extension.js', 'webview.js'];
const inDist = (name: string): string => path.join(root, 'dist', name);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const start = (): EngineProcess =>
  new EngineProcess({
    entry: inDist('engine.js'),
    memoryMegabytes: standardLimits.memoryMegabytes,
    log: () => undefined,
  });

const request = (probe: InspectRequest['probe']): InspectRequest => ({
  root,
  file: path.join(root, 'examples/resnet20.ts'),
  site: 'resnet20',
  arguments: {},
  backend: 'wasm',
  probe,
});

interface Waits {
  /** From the fork to an engine with TensorFlow.js loaded. */
  readonly ready: number;
  /** Time that a spare then takes to warm its code, while nobody waits. */
  readonly rehearsal: number;
  /** From the request to the graph, with a warm engine. */
  readonly graph: number;
  /** From the request to the whole report, with a warm engine. */
  readonly report: number;
}

async function wait(probe: InspectRequest['probe']): Promise<Waits> {
  const forked = performance.now();
  const engine = start();
  try {
    await engine.ready;
    const ready = performance.now();
    await engine.rehearse(root);
    const asked = performance.now();
    let graph: number | undefined;
    engine.rpc.on('partial', () => (graph ??= performance.now() - asked));
    const job = { kind: 'inspect', ...request(probe) };
    await engine.rpc.request('run', { job, cells: [] });
    const report = performance.now() - asked;
    // If no probe follows, the graph comes with the report.
    return { ready: ready - forked, rehearsal: asked - ready, graph: graph ?? report, report };
  } finally {
    engine.dispose();
  }
}

async function repeat(probe: InspectRequest['probe']): Promise<readonly Waits[]> {
  const waits: Waits[] = [];
  for (let i = 0; i < REPEATS; i++) waits.push(await wait(probe));
  return waits;
}

function sizes(): Row[] {
  return bundles.map((name) => ({
    what: `dist/${name}`,
    value: Math.round(statSync(inDist(name)).size / 1024),
    unit: 'KiB',
    goal: `${Math.round(gzipSync(readFileSync(inDist(name))).length / 1024)} KiB zipped`,
  }));
}

/** Medians over a few fresh processes, on ResNet-20 and `wasm`. */
export async function bench(): Promise<Row[]> {
  const plain = await repeat(null);
  const probed = await repeat(standardProbe);
  const { steps, seeds } = standardProbe;
  const time = (what: string, values: readonly number[], goal: string): Row => ({
    what,
    value: Math.round(median(values)),
    least: Math.round(Math.min(...values)),
    unit: 'ms',
    goal,
  });
  const all = [...plain, ...probed];
  return [
    time(
      'engine ready after fork',
      all.map(({ ready }) => ready),
      '',
    ),
    time(
      'rehearsal of a spare',
      all.map(({ rehearsal }) => rehearsal),
      '',
    ),
    time(
      'first graph, warm engine',
      all.map(({ graph }) => graph),
      '< 500',
    ),
    time(
      `report of ${steps} × ${seeds} steps, warm`,
      probed.map(({ report }) => report),
      '< 4000',
    ),
    ...sizes(),
  ];
}
