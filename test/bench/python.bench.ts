import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findSites } from '../../src/detection/languages/languages';
import { filesBelow, homeOf } from '../../src/engine/frontends/python/embedded/home';
import { openPython } from '../../src/engine/frontends/python/embedded/openPython';
import { record } from '../../src/engine/frontends/python/embedded/record';
import { keptName, type KeptFile } from '../../src/shared/protocol/keptFile';

interface Row {
  readonly start: string;
  readonly 'Python ms': number;
  readonly 'first recording ms': number;
  readonly 'process ms': number;
  readonly 'resident MB': number;
}

const TIMES = 3;
const MEGABYTE = 1e6;
const packed = existsSync('dist/pyodide') ? 'dist/pyodide' : 'node_modules/pyodide';

/** Once python/ holds a driver it is measured, else the tests' own. */
const packages = existsSync('python/skipscope/driver/record.py')
  ? 'python'
  : 'test/support/python/packages';

const tiny = 'def net(depth=8):\n  for i in range(depth): layer("linear")\n';
const torch = `
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.norm = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return torch.relu(self.conv2(torch.relu(self.norm(self.conv1(x)))) + x)

class net(nn.Module):
    def __init__(self, depth=8, width=16, classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(depth)])
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        return self.head(self.blocks(self.stem(x)).mean((2, 3)))
`;
const text = packages === 'python' ? torch : tiny;

/** Runs in a process of its own: prints what one start and one recording cost. */
async function measureStart(cache: string): Promise<void> {
  const home = homeOf(path.resolve(packed), [...filesBelow(packages)]);
  const began = performance.now();
  const keep = (file: KeptFile): void =>
    writeFileSync(path.join(cache, keptName(file)), file.bytes);
  const python = await openPython({ home, cache, keep, print: () => undefined });
  const ready = performance.now();
  const request = { file: 'net.py', text, site: 'net', arguments: {} };
  const answer = record(python, request, []);
  const done = performance.now();
  const said = 'failure' in answer ? answer.failure.code : 'recorded';
  const { rss } = process.memoryUsage();
  console.log(JSON.stringify({ python: ready - began, first: done - ready, rss, said }));
}

interface Measured {
  readonly python: number;
  readonly first: number;
  readonly rss: number;
}

const median = (values: readonly number[]): number =>
  Math.round([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0);

/** The medians of several processes; `before` runs ahead of each. */
function rowOf(start: string, cache: string, before: () => void): Row {
  const runs = Array.from({ length: TIMES }, () => {
    before();
    const began = performance.now();
    const env = { ...process.env, SKIPSCOPE_BENCH_CACHE: cache };
    const out = execFileSync(process.execPath, [__filename], { env, encoding: 'utf8' });
    const line = out.trim().split('\n').at(-1) ?? '';
    return { ...(JSON.parse(line) as Measured), whole: performance.now() - began };
  });
  return {
    start,
    'Python ms': median(runs.map(({ python }) => python)),
    'first recording ms': median(runs.map(({ first }) => first)),
    'process ms': median(runs.map(({ whole }) => whole)),
    'resident MB': median(runs.map(({ rss }) => rss / MEGABYTE)),
  };
}

interface Detection {
  readonly first: number;
  /** The median of files that were never seen. */
  readonly warm: number;
  /** The median after a letter more in a file that was seen. */
  readonly typed: number;
}

/** Milliseconds of detection in 2,000 lines of classes. */
function detection(): Detection {
  const lines = torch.split('\n');
  const copies = Math.ceil(2000 / lines.length);
  const whole = Array.from({ length: copies }, (_, i) =>
    torch.replace('class net', `class net${i}`),
  );
  const source = whole.join('').split('\n').slice(0, 2000).join('\n');
  const timesOf = (look: (at: number) => unknown): number[] =>
    Array.from({ length: 20 }, (_, at) => {
      const began = performance.now();
      look(at);
      return performance.now() - began;
    });
  const [first = NaN, ...others] = timesOf((at) => findSites(source, `net${at}.py`));
  const typed = timesOf((at) => {
    const place = source.indexOf('self.norm', (at * source.length) / 21);
    return findSites(`${source.slice(0, place)}self.${source.slice(place)}`, 'net1.py');
  });
  return { first, warm: median(others.slice(5)), typed: median(typed) };
}

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);

/** The embedded Python from the beginning and from a snapshot; a warm spare pays for the first recording only. */
export function bench(): Row[] {
  const cache = mkdtempSync(path.join(os.tmpdir(), 'skipscope-bench-'));
  const forget = (): void => {
    for (const file of readdirSync(cache)) rmSync(path.join(cache, file));
  };
  try {
    const cold = rowOf('from the beginning', cache, forget);
    const snapshot = rowOf('from a snapshot', cache, () => undefined);
    console.log(`${packed}: ${(sizeOf(packed) / MEGABYTE).toFixed(1)} MB unpacked`);
    const { first, warm, typed } = detection();
    const each = `${first.toFixed(0)} ms at first, ${warm} ms warm, ${typed} ms after an edit`;
    console.log(`detection in 2,000 lines: ${each}`);
    console.log(`snapshot: ${(sizeOf(cache) / MEGABYTE).toFixed(1)} MB`);
    return [cold, snapshot];
  } finally {
    rmSync(cache, { recursive: true });
  }
}

const cache = process.env['SKIPSCOPE_BENCH_CACHE'];
if (cache !== undefined) void measureStart(cache);
