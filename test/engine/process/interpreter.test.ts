import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import { pythonWithTorch } from '../../support/python/realTorch';
import { eventually } from '../../support/processes';

const python = pythonWithTorch("engines beside the user's own Python");
const dist = fileURLToPath(new URL('../../../dist', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-interpreter-'));
const client = (file: string, route: 'auto' | 'interpreter'): EngineClient<typeof jobKinds> =>
  new EngineClient(
    {
      entry: path.join(dist, 'engine.js'),
      python: { file, route },
      log: () => undefined,
      deadlineSeconds: 240,
      memoryMegabytes: 2048,
    },
    jobKinds,
  );
const real = client(python ?? 'python3', 'auto');
afterAll(() => {
  real.dispose();
  rmSync(folder, { recursive: true });
});

const inspect = (
  engine: EngineClient<typeof jobKinds>,
  text: string,
  signal = new AbortController().signal,
) =>
  engine.run(
    {
      kind: 'inspect',
      root: folder,
      file: path.join(folder, 'net.py'),
      site: 'Net',
      text,
      arguments: {},
      backend: 'cpu',
      probe: { ...standardProbe, steps: 2, seeds: 1, batchSize: 3 },
    },
    {},
    signal,
  );

const network = (body: string): string => `
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)

    def forward(self, x):
        ${body}

Net()(torch.randn(2, 4))
`;
const residual = network('return self.b(torch.relu(self.a(x))) + x');

/** Helpers that this process started, of every engine. */
const helpers = (): string[] =>
  spawnSync('ps', ['-eo', 'ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(
      (line) => line.trim().startsWith(`${process.pid} `) && line.includes('skipscope.interpreter'),
    );

describe.runIf(python)('an engine beside a Python with torch', () => {
  it('measures what real torch computes, on every edge', { timeout: 480_000 }, async () => {
    const { runtime, probe, network: shown } = await inspect(real, residual);
    expect(runtime).toMatchObject({ library: 'PyTorch', backend: 'torch', framework: 'torch' });
    expect(runtime.version).toMatch(/^\d+\.\d+/);
    expect(probe?.edges.every(({ rms }) => rms !== undefined && rms > 0)).toBe(true);
    expect(probe?.layers.flatMap(({ weights }) => weights).map(({ name }) => name)).toEqual([
      'weight',
      'bias',
      'weight',
      'bias',
    ]);
    expect(probe?.forks[0]?.shortcutShare).toBeGreaterThan(0);
    expect(shown.totals.parameters).toBe(40);
    await eventually('no helper is left', () => helpers().length === 0);
  });

  it('runs what the embedded Python does not know', { timeout: 480_000 }, async () => {
    const {
      runtime,
      probe,
      network: shown,
    } = await inspect(real, network('return self.b(torch.special.i1(self.a(x)))'));
    expect(runtime.library).toBe('PyTorch');
    expect(shown.layers.map(({ kind }) => kind)).toContain('special_i1');
    expect(probe?.loss.values[0]).toHaveLength(2);
  });

  it('leaves no Python behind when its model never returns', { timeout: 480_000 }, async () => {
    const ending = new AbortController();
    const run = inspect(real, network('while True: x = self.a(x)'), ending.signal);
    await eventually('a helper runs', () => helpers().length > 0);
    ending.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    await eventually('no helper is left', () => helpers().length === 0);
  });
});

describe('an engine beside a Python that is not there', () => {
  it('goes on without one', { timeout: 480_000 }, async () => {
    const without = client(path.join(folder, 'no-python'), 'auto');
    const { runtime } = await inspect(without, residual);
    without.dispose();
    expect(runtime.library).toBe('TensorFlow.js');
  });
});
