import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { readRecording } from '../../../../src/engine/frontends/python/network/describeRecording';
import type { PassMode } from '../../../../src/engine/model/passMode';
import { readNetwork } from '../../../../src/engine/frontends/python/readNetwork';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { runProbe } from '../../../../src/engine/probe/runProbe';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { openBuilt } from '../../../../src/engine/tfjs/openedModel';
import { untapped } from '../../../../src/engine/tfjs/trainer/lossAt';
import { torchModel } from '../../../../src/engine/tfjs/torchOps/torchModel';
import { standardProbe } from '../../../../src/shared/protocol/inspectRequest';
import type {
  InitialValue,
  RecordedNode,
  RecordedParameter,
  Recording,
} from '../../../../src/shared/protocol/python/recording';
import { thresholdsWith } from '../../../../src/shared/report/thresholds';
import { recordingNamed } from '../../../support/recordings';
import { testBackend } from '../../../support/testBackend';

/** torch's own first values by rank: real torch draws them itself and records none. */
function usual({ name, shape }: RecordedParameter): InitialValue {
  if (shape.length < 2) {
    const isOne = /weight|running_var/.test(name);
    return { draw: 'constant', value: isOne ? 1 : 0 };
  }
  const bound = 1 / Math.sqrt(shape.slice(1).reduce((product, extent) => product * extent, 1));
  return { draw: 'uniform', from: -bound, to: bound };
}

const smaller = (recording: Recording, side: number): Recording => ({
  ...recording,
  nodes: recording.nodes.map((node) =>
    node.op === 'input'
      ? { ...node, outputs: [{ shape: [null, 3, side, side], dtype: 'float32' }] }
      : node,
  ),
  parameters: recording.parameters.map((each) => ({ ...each, initial: usual(each) })),
});

const context = { name: 'Net', source: { file: 'net.py', line: 1, column: 1 }, arguments: [] };

async function probeOf(recording: Recording) {
  const read = readRecording(recording, context);
  const model = await openBuilt(
    (seed) => Promise.resolve(torchModel({ recording, ...read }, seed)),
    0,
  );
  try {
    const skips = findSkips(read.description.graph);
    const probe = await runProbe({
      model,
      skips,
      options: { ...standardProbe, steps: 1, seeds: 1, batchSize: 2 },
      limits: thresholdsWith({}),
      callFunction: () => Promise.reject(new Error('no data is called for')),
      onStep: () => undefined,
    });
    return { probe, skips, description: read.description };
  } finally {
    model.dispose();
  }
}

/** A batch norm with running statistics, a dropout and a random depth, as PyTorch records them in training. */
function normAndNoise(): Recording {
  const node = (op: string, inputs: RecordedNode['inputs'], attributes = {}): RecordedNode => ({
    ...{ op, inputs, attributes, outputs: [{ shape: [null, 2], dtype: 'float32' }] },
    ...{ call: null, at: [], inPlace: false, noGradient: false },
  });
  const from = (at: number, slot = 'input') => ({ slot, value: [at, 0] }) as const;
  const parameter = (name: string, value: number, isBuffer: boolean): RecordedParameter => ({
    ...{ name, shape: [2], dtype: 'float32', trainable: !isBuffer, isBuffer, alsoNamed: [] },
    ...{ made: [], initial: { draw: 'constant', value } },
  });
  const held = (slot: string, at: number) => ({ slot, parameter: at });
  const norm = [held('running_mean', 1), held('running_var', 2), held('weight', 0)];
  const settings = { training: true, momentum: 0.25, eps: 0 };
  const run = recordingNamed('resnet18');
  return {
    ...run,
    nodes: [
      node('input', []),
      node('batch_norm', [from(0), ...norm], settings),
      node('dropout', [from(1)], { p: 0.5, training: true }),
      node('bernoulli', [from(2)], { p: 0.5 }),
      node('mul', [from(2), from(3, 'other')]),
    ],
    calls: [],
    parameters: [
      parameter('norm.weight', 1, false),
      parameter('norm.running_mean', 0, true),
      parameter('norm.running_var', 1, true),
    ],
    inputs: [{ node: 0, name: 'x', origin: { from: 'user' } }],
    outputs: [{ value: [4, 0], path: 'out' }],
  };
}

describe('a pass of inference', () => {
  beforeAll(() => openBackend(testBackend));

  /** The outputs for the rows [0, 8] and [2, 0], whose means are 1 and 4, and unbiased variances 2 and 32. */
  function outputOf(mode: PassMode, before: readonly PassMode[] = []): number[] {
    const recording = normAndNoise();
    const model = torchModel({ recording, ...readRecording(recording, context) }, 0);
    const rows = tf.tensor2d([
      [0, 8],
      [2, 0],
    ]);
    for (const each of before) tf.tidy(() => void model.forward([rows], untapped, { mode: each }));
    const given = tf.tidy(() => [...model.forward([rows], untapped, { mode })[0]!.dataSync()]);
    rows.dispose();
    model.dispose();
    return given;
  }
  const close = (found: readonly number[], wanted: readonly number[]): void =>
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5));

  it('normalises by the running statistics, and drops nothing', () => {
    // The chance of a layer that is dropped at random stands for the draw.
    close(outputOf('inference'), [0, 4, 1, 0]);
  });

  it('has the statistics of the batch once they are settled', () => {
    const [one, other] = [1 / Math.sqrt(2) / 2, 4 / Math.sqrt(32) / 2];
    close(outputOf('inference', ['settling']), [-one, other, one, -other]);
  });

  it('has those that training moved by its momentum', () => {
    const [one, other] = [0.75 + 0.25 * 2, 0.75 + 0.25 * 32].map((each) => 2 * Math.sqrt(each));
    const [mean, tall] = [0.25, 1];
    close(outputOf('inference', ['training']), [
      -mean / one!,
      (8 - tall) / other!,
      (2 - mean) / one!,
      -tall / other!,
    ]);
  });
});

describe('a recording that TensorFlow.js cannot train', () => {
  const unsupported = (recording: Recording): string => {
    const { unsupported: why, train } = readNetwork(recording, context);
    expect(train === undefined).toBe(why !== undefined);
    return why ? sentenceOf(why) : '';
  };

  it('names the weight whose first value is not told', () => {
    const whole = normAndNoise();
    expect(unsupported(whole)).toBe('');
    const parameters = whole.parameters.map(({ initial, ...rest }) =>
      rest.name === 'norm.weight' ? rest : { ...rest, ...(initial && { initial }) },
    );
    expect(unsupported({ ...whole, parameters })).toBe(
      'Gradients are not measured: the first value of norm.weight is computed from more numbers than are kept.',
    );
  });

  it('names the operation that is not there', () => {
    const whole = normAndNoise();
    const nodes = whole.nodes.map((node) => (node.op === 'mul' ? { ...node, op: 'fft' } : node));
    expect(unsupported({ ...whole, nodes })).toBe(
      'Gradients are not measured: TensorFlow.js does not run the operation fft of PyTorch.',
    );
  });
});

describe('a recorded network of PyTorch', () => {
  beforeAll(() => openBackend(testBackend));

  it.each([
    ['resnet18', 8],
    ['mobilenet_v2', 10],
  ])('%s is probed on TensorFlow.js, with a gradient on every edge', async (name, skipsWanted) => {
    const { probe, skips, description } = await probeOf(smaller(recordingNamed(name), 32));
    expect(skips.items).toHaveLength(skipsWanted);
    expect(probe.notMeasured).toEqual([]);
    const edges = description.graph.layers.flatMap(({ id, inputs }) =>
      inputs.map((_, slot) => ({ to: id, slot })),
    );
    expect(probe.probe.edges.map(({ to, slot }) => ({ to, slot }))).toEqual(edges);
    const norms = probe.probe.edges.map(({ l2 }) => l2 ?? 0);
    expect(Math.min(...norms)).toBeGreaterThan(0);
    const trained = probe.probe.layers.flatMap(({ weights }) => weights);
    expect(trained.filter(({ gradient }) => gradient !== undefined)).toHaveLength(
      description.weights.length,
    );
  });
});
