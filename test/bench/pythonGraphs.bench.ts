// The wait from a request to the graph of ResNet-18 in PyTorch, with a warm spare: as in the editor after each pause in
// typing. Needs `npm run build`; the user's own Python is measured where one with torch is at hand.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EngineProcess } from '../../src/engineClient/engineProcess';
import type { PythonChoice } from '../../src/engineClient/python/pythonHelper';
import { standardLimits } from '../../src/shared/protocol/inspectRequest';
import { pythonWithTorch } from '../support/python/realTorch';

type Row = Readonly<Record<string, number | string>>;

const TIMES = 5;
/** A spare has imported torch by then. */
const RESTS_MS = 6000;
const root = path.join(process.cwd(), 'examples');
const file = path.join(root, 'resnet18.py');
const typed = readFileSync(file, 'utf8');

/** Milliseconds to the graph of a text that was never seen. */
async function wait(python: PythonChoice | undefined, at: number): Promise<number> {
  const engine = new EngineProcess({
    entry: path.resolve('dist/engine.js'),
    memoryMegabytes: standardLimits.memoryMegabytes,
    python,
    log: () => undefined,
  });
  try {
    await engine.ready;
    await engine.rehearse();
    await engine.prepare(['python']);
    const text = `${typed}\n# ${at}\n`;
    const request = { root, file, text, site: 'resnet18', arguments: {}, backend: 'wasm' as const };
    const job = { kind: 'inspect', ...request, probe: null };
    if (python) await setTimeout(RESTS_MS);
    const asked = performance.now();
    await engine.rpc.request('run', { job, cells: [] });
    return performance.now() - asked;
  } finally {
    engine.dispose();
  }
}

async function row(what: string, python: PythonChoice | undefined): Promise<Row> {
  const times: number[] = [];
  for (let at = 0; at < TIMES; at++) times.push(await wait(python, at));
  times.sort((a, b) => a - b);
  const rounded = times.map(Math.round);
  return {
    what,
    median: rounded[TIMES >> 1] ?? NaN,
    least: rounded[0] ?? NaN,
    unit: 'ms',
    goal: '< 300',
  };
}

export async function bench(): Promise<Row[]> {
  const own = pythonWithTorch('the wait for the user’s own Python');
  const rows = [await row('embedded Python, warm spare', undefined)];
  if (own !== undefined) {
    rows.push(await row('own Python, warm spare', { file: own, route: 'interpreter' }));
  }
  return rows;
}
