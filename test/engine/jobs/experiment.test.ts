import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { summarise } from '../../../src/analysis/experiments/summarise';
import { offers } from '../../../src/engine/jobs/experiment/offers';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { runExperiment, type ExperimentProgress } from '../../../src/engineClient/experimentRun';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { experimentNames, type ExperimentResult } from '../../../src/shared/experiment/experiment';
import type { ExperimentOffer } from '../../../src/shared/experiment/offer';
import type { ExperimentSettings } from '../../../src/shared/protocol/experimentRequest';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import { explainFailure } from '../../../src/shared/words/failures';
import {
  experimentHere,
  experimentRequest,
  residualMlp,
  type Asked,
} from '../../support/experimentJob';
import { silentJob } from '../../support/silentJob';
import { childProcesses, eventually } from '../../support/processes';
import { testPackages } from '../../support/testBackend';

const few: ExperimentSettings = {
  name: 'skips',
  ...{ steps: 4, seeds: 2, seed: 1, batchSize: 8, samples: 16 },
  arms: ['whole', 'without-all'],
};
const rated = { steps: 3, seeds: 3, batchSize: 16, seed: 1, learningRate: 0.05 };
/** Everything but how long it took. */
const timeless = (result: ExperimentResult) => ({
  ...result,
  cells: result.cells.map((cell) => ({ ...cell, cpuSeconds: 0 })),
  cost: { ...result.cost, cpuSeconds: 0 },
});
const failureOf = (asked: Asked) =>
  experimentHere(asked).then(
    () => undefined,
    (error: unknown) => explainFailure(toFailureInfo(error)),
  );

it('builds the depths that were asked for by the argument that makes the network deeper', async () => {
  const settings = { ...few, name: 'depth', seeds: 1, depths: [4, 2], arms: undefined } as const;
  const { result, cells } = await experimentHere({ settings, probe: rated });
  expect(result.arms.map(({ id }) => id)).toEqual([
    'plain-2',
    'residual-2',
    'plain-4',
    'residual-4',
  ]);
  expect(new Set(cells.map(({ value }) => value.weightsSha256)).size).toBe(4);
  const refused = await failureOf({ settings: { ...settings, depthArgument: 'width' } });
  expect(refused).toMatch(/No argument of this definition makes it deeper.*tried: width/);
});

it('tells of each experiment what it takes on a model, or why it makes no sense', async () => {
  const heard: (readonly ExperimentOffer[])[] = [];
  const made = await offers(experimentRequest({ settings: few }), {
    ...silentJob,
    partial: (some: readonly ExperimentOffer[]) => {
      heard.push(some);
      return Promise.resolve();
    },
  });
  expect(made.map(({ experiment }) => experiment)).toEqual([...experimentNames]);
  for (const { experiment, cost, refusal } of made) {
    const isRefused = ['u-shape', 'add'].includes(experiment);
    expect(refusal !== undefined, experiment).toBe(isRefused);
    if (!isRefused) expect(cost!.estimate.secondsPerCell, experiment).toBeGreaterThan(0);
  }
  // The reasons are there before the first cost is.
  expect(heard[0]!.filter(({ refusal }) => refusal)).toHaveLength(2);
  expect(heard[0]!.every(({ cost }) => cost === undefined)).toBe(true);
  const skips = made.find(({ experiment }) => experiment === 'skips')!.cost!;
  expect([skips.arms.length, skips.mainArms.length]).toEqual([6, 2]);
});

describe('an experiment', () => {
  it('gives the same cells twice, with other weights for each arm and seed, and frees what it made', async () => {
    const first = await experimentHere({ settings: few });
    const { numTensors } = tf.memory();
    const second = await experimentHere({ settings: few });
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(timeless(second.result)).toEqual(timeless(first.result));
    const hashes = first.result.cells.map(({ weightsSha256 }) => weightsSha256);
    expect(new Set(hashes).size).toBe(4);
    for (const { curve, numbers, outcome } of first.result.cells) {
      expect(outcome).toBe('done');
      expect(curve).toHaveLength(4);
      expect(Object.keys(numbers).sort()).toEqual(['error', 'firstGradient', 'loss']);
    }
  });

  it('chooses rates by pilots that do not count, and by none where a rate is given', async () => {
    const { cells, result } = await experimentHere({ settings: few });
    const pilots = cells.filter(({ id }) => id.startsWith('pilot/'));
    expect(pilots).toHaveLength(8);
    expect(new Set(pilots.map(({ value }) => value.seed))).toEqual(new Set([9001]));
    expect(result.cells.map(({ seed }) => seed)).toEqual([1, 1, 2, 2]);
    const best = (arm: string) =>
      pilots
        .map(({ value }) => value)
        .filter((each) => each.arm === arm)
        .sort((a, b) => a.numbers['loss']! - b.numbers['loss']!)[0]!.learningRate;
    for (const { arm, learningRate } of result.cells) expect(learningRate).toBe(best(arm));
    const given = await experimentHere({ settings: few, probe: rated });
    expect(given.cells.map(({ value }) => value.learningRate)).toEqual(Array(4).fill(0.05));
  });

  it('goes on where it was stopped, with the same result', async () => {
    const whole = await experimentHere({ settings: few });
    const resumed = await experimentHere({ settings: few }, whole.cells.slice(0, 6));
    expect(resumed.cells.map(({ id }) => id)).toEqual(whole.cells.slice(6).map(({ id }) => id));
    expect(timeless(resumed.result)).toEqual(timeless(whole.result));
    const more = await experimentHere({ settings: { ...few, seeds: 3 } }, whole.cells);
    expect(more.cells.map(({ value }) => value.seed)).toEqual([3, 3]);
  });

  it('uses no cell of another text or of other settings', async () => {
    const { cells } = await experimentHere({ settings: few });
    const edited = await experimentHere(
      { settings: few, text: residualMlp.replace('heNormal', 'glorotNormal') },
      cells,
    );
    expect(edited.draft.kept).toEqual([]);
    expect(edited.cells).toHaveLength(12);
    const longer = await experimentHere({ settings: { ...few, steps: 5 } }, cells);
    expect(longer.draft.kept).toEqual([]);
  });

  it('plans and estimates without computing a cell', async () => {
    const { draft, cells } = await experimentHere({ settings: few, onlyPlan: true });
    expect(cells).toEqual([]);
    expect(draft.plan).toHaveLength(4);
    expect(draft.estimate).toMatchObject({ cells: 4, pilots: 8 });
    expect(draft.estimate!.secondsPerCell).toBeGreaterThan(0);
  });

  it('cuts what it says: no gradient comes back over a shortcut that carries zeros', async () => {
    const { result } = await experimentHere({ settings: { ...few, seeds: 1 }, probe: rated });
    const [whole, without] = result.cells;
    expect(whole!.numbers['firstGradient']).not.toBe(without!.numbers['firstGradient']);
    expect(whole!.curve![0]![1]).not.toBe(without!.curve![0]![1]);
  });

  it('deletes blocks of what it trained, and of no pilot', async () => {
    const settings = { ...few, name: 'deletion' } as const;
    const { cells, result } = await experimentHere({ settings });
    const pilots = cells.filter(({ id }) => id.startsWith('pilot/'));
    expect(pilots).toHaveLength(8);
    for (const { value } of pilots) expect(Object.keys(value.numbers)).toEqual(['loss']);
    expect(result.cells.map(({ outcome }) => outcome)).toEqual(Array(4).fill('done'));
    for (const { arm, series } of result.cells) {
      const isWhole = arm === 'whole';
      expect(series!['errorWithoutBlock']).toHaveLength(4);
      expect(series!['errorWithoutShortcut']?.length).toBe(isWhole ? 4 : undefined);
    }
    // The weights are those that training alone gives.
    const trained = await experimentHere({ settings: few, probe: rated });
    const deleted = await experimentHere({ settings, probe: rated });
    const hashes = ({ result: { cells: all } }: typeof trained) =>
      all.map(({ weightsSha256 }) => weightsSha256);
    expect(hashes(deleted)).toEqual(hashes(trained));
  });

  it('says why it makes no sense for a network', async () => {
    const plain = residualMlp.replace('named(tf.layers.add).apply([body, x])', 'body');
    const said = (name: 'skips' | 'depth' | 'deletion') =>
      failureOf({ settings: { ...few, name, arms: undefined }, text: plain });
    expect(await said('skips')).toMatch(/no skip connection that could be cut/);
    expect(await said('depth')).toMatch(/0 residual blocks/);
    expect(await said('deletion')).toMatch(/0 residual blocks that could be deleted/);
    expect(await failureOf({ settings: { ...few, arms: ['nothing'] } })).toMatch(
      /no arm nothing; choose one of whole, without-all/,
    );
  });
});

const residualTorch = `import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(width, width, bias=False), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(0.1),
            nn.Linear(width, width, bias=False), nn.BatchNorm1d(width))

    def forward(self, x):
        return torch.relu(self.body(x) + x)

class Net(nn.Module):
    def __init__(self, width=8, blocks=3):
        super().__init__()
        self.stem = nn.Linear(6, width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(blocks)])
        self.head = nn.Linear(width, 4)

    def forward(self, x):
        return self.head(self.blocks(torch.relu(self.stem(x))))

net = Net()
net(torch.randn(2, 6))
loss = nn.CrossEntropyLoss()
`;

describe('an experiment on a definition of PyTorch', () => {
  const file = path.join(os.tmpdir(), 'skipscope-experiment', 'net.py');
  const asked = { file, root: path.dirname(file), site: 'Net', text: residualTorch };

  it('trains the network with and without its skips, on TensorFlow.js', async () => {
    const { draft, result } = await experimentHere({ ...asked, settings: few, probe: rated });
    expect(draft.runtime.framework).toBe('torch');
    expect(result.cells.map(({ outcome }) => outcome)).toEqual(Array(4).fill('done'));
    const [whole, without] = result.cells;
    expect(whole!.numbers['firstGradient']).not.toBe(without!.numbers['firstGradient']);
    expect(whole!.numbers['error']).toBeLessThanOrEqual(1);
  });

  it('deletes its blocks, with settled statistics and without dropout', async () => {
    const settings: ExperimentSettings = { ...few, name: 'deletion', seeds: 1 };
    const { result } = await experimentHere({ ...asked, settings, probe: rated });
    for (const { outcome, numbers, series } of result.cells) {
      expect(outcome).toBe('done');
      expect(numbers['errorBypassed']).toBeLessThanOrEqual(1);
      expect(series!['errorWithoutBlock']).toHaveLength(3);
    }
  });

  it('follows its paths by length without noise, after dropout and with settled statistics', async () => {
    const paths: ExperimentSettings = { ...few, name: 'paths', seeds: 1, arms: undefined };
    const { result } = await experimentHere({ ...asked, settings: paths });
    const [cell] = result.cells;
    expect(cell!.outcome).toBe('done');
    // Shares of paths over 0 to 3 bodies: all of the gradient.
    const share = cell!.series!['share']!;
    expect(share).toHaveLength(4);
    expect(share.reduce<number>((sum, each) => sum + (each ?? NaN), 0)).toBeCloseTo(1, 5);
  });
});

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));

describe('in processes of their own', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'))));
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await eventually('no engine is left', () => childProcesses().length === 0);
  });

  /** Runs it on a client of its own, whose journals lie in a folder. */
  async function run(
    processes: number,
    own: string,
    watch?: (at: ExperimentProgress, controller: AbortController) => void,
  ) {
    const journals = { folder: path.join(folder, own), version: '1' };
    const limits = { deadlineSeconds: 60, memoryMegabytes: 2048, log: () => undefined };
    const engine = { entry, packages: testPackages, ...limits, journals };
    const client = new EngineClient(engine, jobKinds);
    const controller = new AbortController();
    const request = experimentRequest({ settings: few, probe: rated });
    const progress = (at: ExperimentProgress) => watch?.(at, controller);
    try {
      const options = { processes, signal: controller.signal, progress };
      const { draft, cells, stopped } = await runExperiment(client, request, options);
      return { result: summarise(draft, cells), cells, stopped };
    } finally {
      client.dispose();
    }
  }
  const lines = (own: string) =>
    readdirSync(path.join(folder, own)).flatMap((name) =>
      readFileSync(path.join(folder, own, name), 'utf8')
        .trim()
        .split('\n'),
    );

  it('two give bit by bit what one gives', async () => {
    const [one, two] = [await run(1, 'one'), await run(2, 'two')];
    expect(one.result.cells.map(({ weightsSha256 }) => weightsSha256)).not.toContain(undefined);
    expect(timeless(two.result)).toEqual(timeless(one.result));
    expect(lines('two')).toHaveLength(4);
  });

  it('keeps what is there when it is stopped or killed, and goes on with the same result', async () => {
    const whole = await run(1, 'whole');
    const stopped = await run(1, 'own', ({ done }, controller) => {
      if (done === 2) controller.abort();
    });
    expect(stopped.stopped).toBe(true);
    expect(stopped.result.cost.missing).toBeGreaterThan(0);
    const killed = await run(1, 'own', ({ done }) => {
      if (done === 3) childProcesses().forEach((id) => process.kill(id, 'SIGKILL'));
    }).catch((error: unknown) => toFailureInfo(error).code);
    expect(killed).toBe('engine-crashed');
    const resumed = await run(1, 'own');
    expect(resumed.cells.length).toBeLessThan(4);
    expect(timeless(resumed.result)).toEqual(timeless(whole.result));
  });
});
