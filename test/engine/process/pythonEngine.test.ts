import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import { eventually } from '../../support/processes';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-python-engine-'));
const cache = path.join(folder, 'cache');
const client = new EngineClient(
  {
    entry: path.join(dist, 'engine.js'),
    cache,
    log: () => undefined,
    deadlineSeconds: 60,
    memoryMegabytes: 2048,
  },
  jobKinds,
);
const never = new AbortController().signal;
afterAll(() => {
  client.dispose();
  hasty.dispose();
  rmSync(folder, { recursive: true });
});

const hasty = new EngineClient(
  {
    entry: path.join(dist, 'engine.js'),
    cache,
    log: () => undefined,
    // Long enough to load Python on a busy machine: what comes late is the user's code alone.
    deadlineSeconds: 10,
    memoryMegabytes: 2048,
  },
  jobKinds,
);

const inspect = (file: string, text: string, on = client) =>
  on.run(
    {
      kind: 'inspect',
      root: folder,
      file: path.join(folder, file),
      site: 'Net',
      text,
      arguments: {},
      backend: 'cpu',
      probe: { ...standardProbe, steps: 1, seeds: 1 },
    },
    {},
    never,
  );

const torch = `
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)

    def forward(self, x):
        return self.b(torch.relu(self.a(x))) + x

Net()(torch.randn(2, 4))
`;

const leftovers = `import * as tf from '@tensorflow/tfjs';
export function Net() {
  const all = new Function('return globalThis')();
  const found = ['loadPyodide', '_createPyodideModule'].filter((name) => all[name] !== undefined);
  for (const name of ['pyodide', ${JSON.stringify(path.join(dist, 'pyodide/pyodide.js'))}]) {
    try { found.push(...Object.keys(require(name))); } catch { /* as it is to be */ }
  }
  if (found.length > 0) throw new Error('found ' + found.join());
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
}`;

it('runs Python in a locked engine, and keeps its snapshot for the next, which is warm', async () => {
  const cold = await inspect('net.py', torch);
  expect(cold.skips.items).toHaveLength(1);
  expect(cold.probe?.layers.length).toBeGreaterThan(0);
  // While it is written it has another name.
  await eventually(
    'the snapshot is kept, and nothing beside it',
    () => existsSync(cache) && /^python-[^\n]*\.kept$/.test(readdirSync(cache).join('\n')),
  );

  client.warm(['python']);
  const warm = await inspect('net.py', torch);
  expect(warm.network).toEqual(cold.network);
});

it('leaves nothing of Python’s loader to JavaScript in the same process', async () => {
  client.warm(['python']);
  expect((await inspect('net.ts', leftovers)).model.name).toBe('Net');
});

it('ends a definition that does not end, and the next run works', async () => {
  const endless = torch.replace(
    'super().__init__()',
    'super().__init__()\n        while True: pass',
  );
  const failure = await inspect('net.py', endless, hasty).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'timed-out', at: { file: 'net.py', line: 5 } });
  client.warm(['python']);
  expect((await inspect('net.py', torch)).skips.items).toHaveLength(1);
});
