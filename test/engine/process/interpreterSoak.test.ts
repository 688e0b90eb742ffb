import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import { within } from '../../support/fuzzBudget';
import { childProcesses, eventually } from '../../support/processes';
import { pythonWithTorch } from '../../support/python/realTorch';

const python = pythonWithTorch("the soak of engines beside the user's own Python");
const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-soak-'));
const temporary = process.env['TMPDIR'];
// Finds only what a run leaves in the temporary folder.
process.env['TMPDIR'] = folder;
const client = new EngineClient(
  {
    entry,
    python: { file: python ?? 'python3', route: 'interpreter' },
    log: () => undefined,
    deadlineSeconds: 240,
    memoryMegabytes: 900,
  },
  jobKinds,
);
afterAll(() => {
  client.dispose();
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  rmSync(folder, { recursive: true });
});

const network = (body: string): string => `
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)

    def forward(self, x):
        ${body}
        return torch.relu(self.a(x)) + x

Net()(torch.randn(2, 4))
`;

/** Ids of the Pythons that this process started. */
const helpers = (): number[] =>
  spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, ...args]) =>
        Number(parent) === process.pid && args.includes('skipscope.interpreter'),
    )
    .map(([id]) => Number(id));

const endless = 'while True: pass';
interface Ordeal {
  readonly body: string;
  readonly outcome: string;
  /** Once a Python runs. */
  readonly then?: (end: AbortController) => void;
}
const ordeals: readonly Ordeal[] = [
  { body: 'pass', outcome: 'fine' },
  { body: endless, outcome: 'cancelled', then: (end) => end.abort() },
  {
    body: endless,
    outcome: 'unbuildable',
    then: () => helpers().forEach((id) => process.kill(id, 'SIGKILL')),
  },
  { body: 'import ctypes; ctypes.string_at(0)', outcome: 'unbuildable' },
  { body: "kept = [b'x' * (64 << 20) for _ in range(1000)]", outcome: 'out-of-memory' },
];

async function outcomeOf({ body, then }: Ordeal): Promise<string> {
  const end = new AbortController();
  const run = client.run(
    {
      kind: 'inspect',
      root: folder,
      file: path.join(folder, 'net.py'),
      site: 'Net',
      text: network(body),
      arguments: {},
      backend: 'cpu',
      probe: { ...standardProbe, steps: 1, seeds: 1, batchSize: 2 },
    },
    {},
    end.signal,
  );
  const ended = run.then(
    () => 'fine',
    (error: unknown) => toFailureInfo(error).code,
  );
  if (then) {
    await eventually('a helper runs', () => helpers().length > 0);
    // By turns while torch is imported, and in the model's code.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 6000));
    then(end);
  }
  return ended;
}

// Each of them once in the suite.
const numRuns = Math.max(ordeals.length, within(600, 100).numRuns);

it.runIf(python)(
  `${numRuns} runs that end well, are cancelled, are killed, crash and fill the memory leave nothing`,
  { timeout: 1_200_000 },
  async () => {
    const handles = process.getActiveResourcesInfo().length;
    const outcomes: string[] = [];
    for (let run = 0; run < numRuns; run++) {
      outcomes.push(await outcomeOf(ordeals[run % ordeals.length]!));
      await eventually('no process is left', () => childProcesses().length === 0);
    }
    const expected = outcomes.map((_, run) => ordeals[run % ordeals.length]!.outcome);
    expect(outcomes).toEqual(expected);
    const pipes = process.getActiveResourcesInfo().length - handles;
    const files = readdirSync(folder);
    console.log(
      `${numRuns} runs: ${JSON.stringify(outcomes.slice(0, 5))}, ${childProcesses().length} processes, ${pipes} handles, ${files.length} files left`,
    );
    expect(pipes).toBeLessThanOrEqual(0);
    expect(files).toEqual([]);
  },
);
