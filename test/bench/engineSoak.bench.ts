import path from 'node:path';
import { soakEngine } from '../support/engineSoak';

type Row = Readonly<Record<string, number | string>>;

const RUNS = 200;

/** Leftovers of 200 runs of the real engine, and the latency of cancelling. Needs `npm run build`. */
export async function bench(): Promise<Row[]> {
  const started = performance.now();
  const soak = await soakEngine(path.resolve('dist/engine.js'), RUNS);
  const seconds = (performance.now() - started) / 1000;
  const time = (what: string, values: readonly number[], goal: string): Row => ({
    what,
    value: Number(Math.max(...values).toFixed(1)),
    unit: `ms at most of ${values.length}`,
    median: Number(quantile(values, 0.5).toFixed(1)),
    p95: Number(quantile(values, 0.95).toFixed(1)),
    goal,
  });
  return [
    ...Object.entries(soak.outcomes).map(([what, value]) => ({ what, value, unit: 'runs' })),
    time('answer to a cancel', soak.answered, '< 100'),
    time('end of its process', soak.ended, '< 100'),
    { what: 'processes left', value: soak.processes, unit: '', goal: '0' },
    { what: 'handles left', value: soak.handles, unit: '', goal: '0' },
    { what: 'temporary files left', value: soak.files.length, unit: soak.files.join(), goal: '0' },
    { what: 'a run', value: Number((seconds / RUNS).toFixed(2)), unit: 's', goal: '' },
  ];
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
