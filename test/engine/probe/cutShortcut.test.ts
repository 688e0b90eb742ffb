import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFindings } from '../../../src/analysis/findings/findFindings';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { findCut } from '../../../src/engine/jobs/cut/findCut';
import { runProbe } from '../../../src/engine/probe/runProbe';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { layerId } from '../../../src/shared/network/network';
import type { Probe } from '../../../src/shared/report/probe';
import type { Skip } from '../../../src/shared/report/report';
import { explainFailure } from '../../../src/shared/words/failures';
import { gapsInWords } from '../../support/gaps';
import { testBackend } from '../../support/testBackend';
import { buildSeeded, layerOf, openSeeded, runOf } from './probing';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;
const l2 = tf.regularizers.l2({ l2: 0.1 });
const dense = (name: string, more: object = {}): tf.layers.Layer =>
  L.dense({ units: 6, name, kernelRegularizer: l2, ...more });
const conv = (name: string, more: object = {}): tf.layers.Layer =>
  L.conv2d({ filters: 4, kernelSize: 3, padding: 'same', name, ...more });

/** A layer without weights that applies a function. */
class Elementwise extends tf.layers.Layer {
  static readonly className = 'Elementwise';
  constructor(private readonly of: (x: tf.Tensor) => tf.Tensor) {
    super({});
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.of(Array.isArray(inputs) ? inputs[0]! : inputs));
  }
}

/** A network with its shortcuts, or written without the one that is cut. */
type Write = (isWhole: boolean) => tf.LayersModel;
interface Case {
  readonly write: Write;
  /** Picks the skip to cut. */
  readonly skip: (skips: readonly Skip[]) => Skip | undefined;
}
const kindOf = (kind: Skip['kind']) => (skips: readonly Skip[]) =>
  skips.find((skip) => skip.kind === kind);

/** Convolutions with batch norm, and two blocks of which the first is cut; merges without names are renumbered by every seed. */
const residual: Write = (isWhole) => {
  const input = tf.input({ shape: [6, 6, 2] });
  let x = apply(conv('stem'), input);
  for (const block of ['a', 'b']) {
    const first = apply(L.activation({ activation: 'relu' }), apply(conv(`${block}1`), x));
    const body = apply(
      L.batchNormalization({ name: `${block}n` }),
      apply(conv(`${block}2`), first),
    );
    x = block === 'b' || isWhole ? apply(L.add(), [x, body]) : body;
  }
  const out = apply(
    dense('out', { activation: 'softmax' }),
    apply(L.globalAveragePooling2d({}), x),
  );
  return tf.model({ inputs: input, outputs: out });
};

/** Projection and norm are regularized: their penalties are no part of a loss without them, whatever a seed numbers them. */
const projected: Write = (isWhole) => {
  const input = tf.input({ shape: [6, 6, 2] });
  const stem = apply(conv('stem'), input);
  const hidden = apply(conv('a1', { strides: 2, filters: 8, activation: 'relu' }), stem);
  const body = apply(conv('a2', { filters: 8, kernelRegularizer: l2 }), hidden);
  const strided = { filters: 8, kernelSize: 1, strides: 2, kernelRegularizer: l2 };
  const way = apply(conv('project', strided), stem);
  const short = apply(L.batchNormalization({ gammaRegularizer: l2 }), way);
  const sum = isWhole ? apply(L.add({ name: 'sum' }), [short, body]) : body;
  const out = apply(dense('out'), apply(L.flatten(), sum));
  return tf.model({ inputs: input, outputs: out });
};

const concatenated: Write = (isWhole) => {
  const input = tf.input({ shape: [5] });
  const stem = apply(dense('stem'), input);
  const body = apply(dense('b', { units: 4 }), apply(dense('a', { activation: 'tanh' }), stem));
  const short = isWhole ? stem : apply(new Elementwise((x) => tf.zeros(x.shape)), input);
  const padded = isWhole ? short : apply(new Elementwise(() => tf.zeros([4, 6])), stem);
  const joined = apply(L.concatenate({ name: 'joined' }), [padded, body]);
  return tf.model({ inputs: input, outputs: apply(dense('out'), joined) });
};

const highway: Write = (isWhole) => {
  const input = tf.input({ shape: [6] });
  const stem = apply(dense('stem'), input);
  const gate = apply(dense('gate', { activation: 'sigmoid' }), stem);
  const hidden = apply(dense('hidden', { activation: 'tanh' }), stem);
  const carry = apply(new Elementwise((x) => tf.sub(1, x)), gate);
  const kept = apply(L.multiply({ name: 'kept' }), [carry, stem]);
  const made = apply(L.multiply({ name: 'made' }), [gate, hidden]);
  const sum = isWhole ? apply(L.add({ name: 'sum' }), [made, kept]) : made;
  return tf.model({ inputs: input, outputs: apply(dense('out'), sum) });
};

/** The shortcut is the first of two inputs, and what is left is taken away from nothing. */
const subtracted: Write = (isWhole) => {
  class Subtract extends tf.layers.Layer {
    static readonly className = 'Subtract';
    override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
      return (shapes as tf.Shape[])[0]!;
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const [a, b] = inputs as [tf.Tensor, tf.Tensor];
      return tf.sub(a, b);
    }
  }
  const input = tf.input({ shape: [6] });
  const stem = apply(dense('stem'), input);
  const body = apply(dense('b'), apply(dense('a', { activation: 'relu' }), stem));
  const left = isWhole
    ? apply(new Subtract(), [stem, body])
    : apply(new Elementwise((x) => tf.neg(x)), body);
  return tf.model({ inputs: input, outputs: apply(dense('out'), left) });
};

/** Two nested blocks that share their layers: the shortcut of the first is cut. */
const nested: Write = (isWhole) => {
  const [one, two] = [dense('a', { activation: 'relu' }), dense('b')];
  const block = (name: string, isCut: boolean) => {
    const inner = tf.input({ shape: [6] });
    const body = apply(two, apply(one, inner));
    const outputs = isCut ? body : apply(L.add(), [inner, body]);
    return tf.model({ inputs: inner, outputs, name });
  };
  const input = tf.input({ shape: [6] });
  const first = apply(block('first', !isWhole), apply(dense('stem'), input));
  const second = apply(block('second', false), first);
  return tf.model({ inputs: input, outputs: apply(dense('out'), second) });
};

const first = (skips: readonly Skip[]): Skip | undefined => skips[0];
const cases: Readonly<Record<string, Case>> = {
  'an identity': { write: residual, skip: first },
  'a projection with a penalty': { write: projected, skip: kindOf('projectionAdd') },
  'a concatenation, as one with zeros': { write: concatenated, skip: kindOf('concat') },
  'the carry of a highway': { write: highway, skip: kindOf('gated') },
  'what something is subtracted from': { write: subtracted, skip: first },
  'the first of two blocks that share weights': { write: nested, skip: first },
};

/** Written without the shortcut, with the weights that the whole network has for the seed. */
function written(write: Write): tf.LayersModel {
  const whole = write(true);
  const model = write(false);
  for (const { weights, name } of model.layers.filter((layer) => layer.weights.length > 0)) {
    const twins = whole.getLayer(name).weights;
    weights.forEach((weight, i) => weight.write(twins[i]!.read()));
  }
  whole.dispose();
  return model;
}

interface Asked {
  readonly cut?: Case['skip'];
  readonly steps?: number;
  readonly seeds?: number;
}

/** A probe over several steps and seeds, by an optimizer with a memory. */
async function probed(make: () => tf.LayersModel, { cut, steps = 3, seeds = 3 }: Asked = {}) {
  const model = await openSeeded(make, 1);
  const { graph } = model.description;
  const skips = findSkips(graph);
  const skip = cut?.(skips.items);
  try {
    const options = { steps, seeds, batchSize: 4, seed: 1, optimizer: 'adam', learningRate: 0.01 };
    const ablation = skip && findCut(graph, skips, skip);
    const { probe, notMeasured } = await runProbe({ ...runOf(model, options), ablation });
    const subject = { graph, network: describeNetwork(graph, skips), skips };
    return { probe, notMeasured, skip, skips, findings: findFindings({ ...subject, probe }) };
  } finally {
    model.dispose();
  }
}

const weighted = ({ layers }: Probe) => layers.filter(({ weights }) => weights.length > 0);

beforeAll(() => openBackend(testBackend));

describe.each(Object.entries(cases))('cutting %s', (_, { write, skip: cut }) => {
  const whole = () => write(true);

  it('gives in every step and seed what the network gives that is written without it', async () => {
    const { probe, skip } = await probed(whole, { cut });
    const { probe: oracle } = await probed(() => written(write));
    expect(probe.ablated).toEqual([
      { skip: skip!.id, from: skip!.from, to: skip!.to, slot: skip!.slot },
    ]);
    expect(probe.loss).toEqual(oracle.loss);
    expect(oracle.loss.values.flat()).toHaveLength(9);
    for (const theirs of weighted(oracle)) {
      const own = layerOf(probe, theirs.layer);
      expect(own.weights, theirs.layer).toEqual(theirs.weights);
      expect(own.activationGradient, theirs.layer).toEqual(theirs.activationGradient);
      expect(own.history, theirs.layer).toEqual(theirs.history);
    }
  });

  it('changes what is learned, and leaves no tensor behind', async () => {
    const { numTensors, numBytes } = tf.memory();
    const losses = async (asked: Asked) => (await probed(whole, asked)).probe.loss.values;
    expect(await losses({ cut })).not.toEqual(await losses({}));
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  });
});

describe('a probe without a shortcut', () => {
  it('has no number for what it cut, and says so', async () => {
    const { probe, notMeasured, skip, skips } = await probed(() => residual(true), { cut: first });
    const [cut, other] = skips.items;
    const edge = probe.edges.find(({ to, slot }) => to === skip!.to && slot === skip!.slot);
    expect(edge).toEqual({ from: skip!.from, to: skip!.to, slot: skip!.slot });
    expect(probe.forks.map((fork) => fork.skip)).toEqual([other!.id]);
    expect(gapsInWords(notMeasured)).toEqual([
      { quantity: 'shortcut gradient', layer: cut!.to, reason: 'cut in this probe' },
      { quantity: `fork ${cut!.id}`, layer: cut!.from, reason: 'cut in this probe' },
    ]);
  });

  it('divides the gradient at the other forks as the network does that is written without it', async () => {
    const { probe } = await probed(() => residual(true), { cut: first });
    const { probe: oracle } = await probed(() => written(residual));
    const numbers = ({ forks }: Probe) => forks.map((fork) => ({ ...fork, skip: '' }));
    expect(numbers(probe)).toEqual(numbers(oracle));
  });

  it('has no gradient of layers that led only there, and finds no fault with them', async () => {
    const cut = kindOf('projectionAdd');
    const { probe, notMeasured, findings } = await probed(() => projected(true), { cut });
    const norm = probe.layers.find(({ layer }) => layer.startsWith('batch_normalization'));
    for (const name of ['project', norm!.layer]) {
      const layer = layerOf(probe, name);
      expect(layer, name).not.toHaveProperty('activationGradient');
      expect(layer, name).not.toHaveProperty('gain');
      expect(layer.weights.length, name).toBeGreaterThan(0);
      for (const weight of layer.weights) expect(weight).not.toHaveProperty('gradient');
    }
    const reasons = gapsInWords(notMeasured).filter(({ layer }) => layer === 'project');
    expect(reasons.map(({ quantity }) => quantity)).toEqual([
      'gradient of kernel',
      'gradient of bias',
      'activation gradient',
    ]);
    expect(new Set(reasons.map(({ reason }) => reason))).toEqual(
      new Set(['it leads only to the shortcut that was cut in this probe']),
    );
    expect(findings.map(({ layer }) => layer)).not.toContain('project');
    expect(findings.map(({ code }) => code)).not.toContain('disconnected');
  });

  it('says nothing of a cut where none was asked for', async () => {
    const { probe, notMeasured } = await probed(() => residual(true), { steps: 1, seeds: 1 });
    expect(probe).not.toHaveProperty('cut');
    expect(notMeasured).toEqual([]);
  });
});

describe('nothing is cut', () => {
  const merged = (merge: tf.layers.Layer) => (): tf.LayersModel => {
    const input = tf.input({ shape: [6] });
    const stem = apply(dense('stem'), input);
    const body = apply(dense('b'), apply(dense('a'), stem));
    return tf.model({ inputs: input, outputs: apply(dense('out'), apply(merge, [stem, body])) });
  };
  const cutAt = (make: () => tf.LayersModel, to: string, slot = 0) =>
    probed(make, { cut: () => ({ to: layerId(to), slot }) as Skip });
  const refusalOf = (run: Promise<unknown>) =>
    run.then(
      () => undefined,
      (error: unknown) => explainFailure(toFailureInfo(error)),
    );

  it.each([
    ['Multiply', L.multiply],
    ['Maximum', L.maximum],
    ['Average', L.average],
  ] as const)('where zeros would not stand for a missing input: %s', async (kind, layer) => {
    expect(await refusalOf(cutAt(merged(layer({ name: 'merge' })), 'merge'))).toBe(
      `No input of merge (${kind}) can be cut: zeros replace a missing input only in an addition, a subtraction or a concatenation.`,
    );
  });

  it('and a report tells beforehand where a merge takes the mean', () => {
    const skipOf = (merge: tf.layers.Layer) => {
      const model = buildSeeded(merged(merge), 1);
      const [skip] = findSkips(model.graph).items;
      model.dispose();
      return skip;
    };
    expect(skipOf(L.average())).toMatchObject({ kind: 'identityAdd', averaged: true });
    expect(skipOf(L.add())).not.toHaveProperty('averaged');
  });

  it('where there is no such layer, or no shortcut at the slot', async () => {
    const sum = () => merged(L.add({ name: 'sum' }))();
    expect(await refusalOf(cutAt(sum, 'elsewhere'))).toBe(
      'There is no layer elsewhere whose shortcut can be cut.',
    );
    expect(await refusalOf(cutAt(sum, 'sum', 1))).toBe(
      'No shortcut that can be cut leads to input 1 of sum.',
    );
    await expect(cutAt(sum, 'sum', 7)).rejects.toThrow('invalid-argument');
  });
});
