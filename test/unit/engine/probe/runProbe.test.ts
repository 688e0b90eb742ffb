import { describe, expect, it } from 'vitest';
import type { ModelDescription } from '../../../../src/engine/model/modelDescription';
import type { StepReadings } from '../../../../src/engine/model/stepReadings';
import { runProbe } from '../../../../src/engine/probe/runProbe';
import { Failure } from '../../../../src/shared/base/failures';
import { layerId, type NetworkGraph } from '../../../../src/shared/network/network';
import { message } from '../../../../src/shared/words/message';
import { gapsInWords } from '../../../support/gaps';
import { describedAs } from '../../../support/fakeTrainer';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { fakeProbe, fakeRun, layerOf } from './probing';

/** A residual block around batch norm, of images of 6 × 6. */
function residual(): NetworkGraph {
  const n = new NetworkBuilder();
  const stem = n.conv(n.input(6, 6, 2), 4);
  const sum = n.add(stem, n.batchNorm(n.conv(stem, 4)));
  return n.graph(n.dense(n.flatten(sum), 1));
}

/** Two dense layers. */
function mlp(): NetworkGraph {
  const n = new NetworkBuilder();
  return n.graph(n.dense(n.relu(n.dense(n.input(5), 8)), 3));
}

describe('a probe', () => {
  it('starts one trainer for each seed and frees it before the next', async () => {
    const { model } = await fakeProbe(mlp(), { options: { seed: 7, seeds: 2, steps: 2 } });
    expect(model.calls).toEqual([
      ...['start 7', 'step 7.0', 'step 7.1', 'dispose 7'],
      ...['start 8', 'step 8.0', 'step 8.1', 'dispose 8'],
    ]);
  });

  it('frees the trainer of a step that fails', async () => {
    const { model, run } = fakeRun(mlp(), {
      change: () => {
        throw new Error('no more');
      },
    });
    await expect(runProbe(run)).rejects.toThrow('no more');
    expect(model.calls).toEqual(['start 1', 'step 1.0', 'dispose 1']);
  });

  it('tells how far it is', async () => {
    const progress: [number, number][] = [];
    const onStep = (done: number, total: number) => void progress.push([done, total]);
    await fakeProbe(mlp(), { options: { seeds: 2, steps: 2 }, run: { onStep } });
    expect(progress).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it('takes histograms in the last step of the first seed only', async () => {
    const { model, probe } = await fakeProbe(mlp(), { options: { seeds: 2, steps: 2 } });
    expect(model.steps.map(({ plan }) => plan.histograms)).toEqual([false, true, false, false]);
    const { gradient } = layerOf(probe, 'dense1').weights[0]!;
    expect(gradient!.histogram).toEqual({ exponent: -4, counts: [48] });
  });

  it('measures every layer and edge of a network once, and says nothing is missing', async () => {
    const { probe, notMeasured } = await fakeProbe(residual());
    expect(probe.layers.map(({ layer }) => layer)).toEqual([
      ...['input1', 'conv1', 'conv2', 'batchnorm1', 'add1', 'reshape1', 'dense1'],
    ]);
    expect(probe.edges).toHaveLength(7);
    expect(probe.edges.every(({ l2, rms }) => l2! > 0 && rms! > 0)).toBe(true);
    expect(notMeasured).toEqual([]);
  });

  it('gives an RMS per entry of the very tensor, also where a layer takes and gives unlike many', async () => {
    const { probe } = await fakeProbe(residual());
    const perSample: Readonly<Record<string, number>> = { input1: 72, dense1: 1 };
    const entriesOf = (layer: string): number => 4 * (perSample[layer] ?? 144);
    for (const { from, l2, rms } of probe.edges)
      expect(rms, from).toBeCloseTo(l2! / Math.sqrt(entriesOf(from)), 12);
    for (const { layer, activationGradient } of probe.layers) {
      const { l2, rms } = activationGradient!;
      expect(rms, layer).toBeCloseTo(l2! / Math.sqrt(entriesOf(layer)), 12);
    }
    const edge = probe.edges.find(({ to }) => to === 'conv1')!;
    const { gain, activationGradient } = layerOf(probe, 'conv1');
    expect(gain).toBeCloseTo(edge.rms! / activationGradient!.rms!, 10);
  });

  it('shows the last step of the first seed, beside the spread and the history of all', async () => {
    const { probe } = await fakeProbe(mlp(), { options: { steps: 3, seeds: 3 } });
    const { activationGradient, history, weights } = layerOf(probe, 'dense1');
    const gradients = history.activationGradient!;
    expect(gradients.map((steps) => steps.length)).toEqual([3, 3, 3]);
    expect(activationGradient!.rms).toBe(gradients[0]![2]);
    const last = gradients.map((steps) => steps[2]!).sort((a, b) => a - b);
    expect(activationGradient!.spread!.rms).toEqual({
      min: last[0],
      median: last[1],
      max: last[2],
    });
    expect(history.weightGradient!.flat().every((value) => value! > 0)).toBe(true);
    expect(weights.map(({ name, size }) => [name, size])).toEqual([['kernel', 48]]);
    expect(weights[0]!.gradient!.spread!.l2!.median).toBeGreaterThan(0);
    expect(probe.loss.values.flat().every(Number.isFinite)).toBe(true);
    expect(probe.milliseconds).toMatchObject({ load: 1, build: 2 });
    expect(probe.milliseconds.steps).toHaveLength(3);
  });

  it('keeps the batch size that a model was built for', async () => {
    const description = describedAs(mlp());
    const inputs = description.inputs.map((each) => ({ ...each, shape: [7, 5] }));
    const { probe, model } = await fakeProbe(mlp(), { more: { inputs } });
    expect(probe.batchSize).toBe(7);
    expect(model.steps[0]!.batch.inputs[0]!.shape).toEqual([7, 5]);
  });

  it('says which size it chose where a model leaves it open', async () => {
    const n = new NetworkBuilder();
    const pooled = n.globalPool(n.conv(n.input(null, null, 1), 2));
    const { notMeasured } = await fakeProbe(n.graph(n.dense(pooled, 1)));
    expect(gapsInWords(notMeasured)).toEqual([
      {
        quantity: 'input size',
        layer: 'input1',
        reason: 'this input takes any size; the probe measured at 32 × 32 × 1',
      },
    ]);
  });

  it('trains with the losses and the optimizer that it reports', async () => {
    const options = { loss: 'meanAbsoluteError', optimizer: 'Adam' };
    const { probe, model } = await fakeProbe(mlp(), { options });
    expect(model.setups).toEqual([
      {
        losses: [{ name: 'meanAbsoluteError', form: 'values', isCompiled: false }],
        optimizer: { name: 'adam', learningRate: 0.001, origin: 'user' },
      },
    ]);
    expect(probe).toMatchObject({
      optimizer: 'adam',
      learningRate: 0.001,
      optimizerOrigin: 'user',
      loss: { name: 'meanAbsoluteError' },
      data: 'synthetic',
    });
  });

  it('places a refusal of the targets, or a failure without a layer, at the model', async () => {
    const refusing = (code: 'unusable-data' | 'model-threw' | 'out-of-memory' | 'cancelled') =>
      fakeProbe(mlp(), {
        change: () => {
          throw new Failure(code, message('training.layers-differ'));
        },
      });
    const { source } = describedAs(mlp());
    await expect(refusing('unusable-data')).rejects.toMatchObject({ at: source });
    await expect(refusing('model-threw')).rejects.toMatchObject({ at: source });
    await expect(refusing('out-of-memory')).rejects.toMatchObject({ at: source });
    await expect(refusing('cancelled')).rejects.toHaveProperty('at', undefined);
  });
});

describe('a number that a step does not give', () => {
  const left = <K, V>(map: ReadonlyMap<K, V>, key: K): Map<K, V> =>
    new Map([...map].filter(([each]) => each !== key));
  const withoutWeight = (at: number) => ({
    change: (readings: StepReadings) => ({ ...readings, weights: left(readings.weights, at) }),
  });
  const withoutEdge = (key: string) => ({
    change: (readings: StepReadings) => ({ ...readings, edges: left(readings.edges, key) }),
  });

  it('is absent with the reason, never zero: a weight that no gradient path leads to', async () => {
    const { probe, notMeasured } = await fakeProbe(mlp(), withoutWeight(0));
    const [weight, ...others] = layerOf(probe, 'dense1').weights;
    expect(weight).toMatchObject({ name: 'kernel', size: 48, initial: { mean: 0 } });
    expect(weight).not.toHaveProperty('gradient');
    expect(others).toEqual([]);
    expect(gapsInWords(notMeasured)).toEqual([
      {
        quantity: 'gradient of kernel',
        layer: 'dense1',
        reason: 'no gradient comes back from the loss to here',
      },
    ]);
  });

  it('is absent of an edge, and of the output that has no other reader', async () => {
    const { probe, notMeasured } = await fakeProbe(mlp(), withoutEdge('relu1:0'));
    expect(probe.edges.find(({ to }) => to === 'relu1')).toEqual({
      ...{ from: 'dense1', to: 'relu1', slot: 0 },
    });
    expect(layerOf(probe, 'dense1')).not.toHaveProperty('activationGradient');
    expect(layerOf(probe, 'relu1')).not.toHaveProperty('gain');
    expect(notMeasured.map(({ quantity, layer }) => [quantity, layer])).toEqual([
      ['activationGradient', 'dense1'],
      ['gain', 'relu1'],
    ]);
  });

  it('is left out and counted where it is not finite', async () => {
    const { probe, notMeasured } = await fakeProbe(mlp(), {
      options: { steps: 2 },
      change: ({ weights, ...readings }) => ({
        ...readings,
        loss: NaN,
        edges: new Map([...readings.edges].map(([key, each]) => [key, { ...each, squares: NaN }])),
        activations: new Map(
          [...readings.activations].map(([layer, each]) => [
            layer,
            { ...each, mean: Infinity, variance: NaN, nonFinite: 16 },
          ]),
        ),
        weights: new Map(
          [...weights].map(([at, { gradient, ...weight }]) => [
            at,
            { ...weight, gradient: { ...gradient, squares: NaN, largest: NaN, nans: 12 } },
          ]),
        ),
      }),
    });
    const { weights, activation, activationGradient } = layerOf(probe, 'dense1');
    expect(weights[0]!.gradient).toMatchObject({ nan: 12, inf: 0, zeroShare: 0 });
    expect(weights[0]!.gradient).not.toHaveProperty('l2');
    expect(weights[0]!.history!.nonFinite).toEqual([[12, 12]]);
    expect(activation).toEqual({ nonFinite: 16 });
    expect(activationGradient).toEqual({});
    expect(probe.loss.values).toEqual([[null, null]]);
    expect(gapsInWords(notMeasured)).toContainEqual({
      quantity: 'gradient of kernel',
      layer: 'dense1',
      reason: 'the gradient is not finite',
    });
    expect(JSON.parse(JSON.stringify(probe))).toEqual(probe);
  });

  it('is not missed where there can be none: the gradient ends at a table', async () => {
    const n = new NetworkBuilder();
    const graph = n.graph(n.dense(n.flatten(n.embedding(n.tokens(6), 4)), 2));
    const { probe, notMeasured } = await fakeProbe(graph);
    expect(probe.edges.find(({ from }) => from === 'input1')).not.toHaveProperty('l2');
    expect(layerOf(probe, 'embedding1').activationGradient!.rms).toBeGreaterThan(0);
    expect(notMeasured).toEqual([]);
  });
});

describe('frozen weights', () => {
  it('are no part of what is trained', async () => {
    const description = describedAs(mlp());
    const weights: ModelDescription['weights'] = [
      { layer: layerId('dense1'), name: 'frozen', size: 3, trainable: false },
      ...description.weights,
    ];
    const { probe } = await fakeProbe(mlp(), { more: { weights } });
    const [own] = layerOf(probe, 'dense1').weights;
    expect(layerOf(probe, 'dense1').weights.map(({ name }) => name)).toEqual(['kernel']);
    expect(own!.gradient!.l2).toBeGreaterThan(0);
  });
});

describe('an ablation', () => {
  const ablated = () => {
    const graph = residual();
    const reported = {
      skip: 'none',
      from: layerId('conv1'),
      to: layerId('add1'),
      slot: 0,
    };
    const ablation = { edges: new Set(['add1:0']), idle: new Set<never>(), reported };
    return { graph, ablation };
  };

  it('reaches every trainer, and its edge has no numbers', async () => {
    const { graph, ablation } = ablated();
    const { probe, model } = await fakeProbe(graph, { options: { seeds: 2 }, run: { ablation } });
    expect(model.setups.map((setup) => setup.ablation)).toEqual([ablation, ablation]);
    expect(probe.ablated).toEqual([ablation.reported]);
    expect(probe.edges.find(({ to, slot }) => to === 'add1' && slot === 0)).toEqual({
      ...{ from: 'conv1', to: 'add1', slot: 0 },
    });
  });

  it('takes its own skip out of the plan', async () => {
    const { graph, ablation } = ablated();
    const whole = await fakeProbe(graph);
    const [fork] = whole.probe.forks;
    expect(whole.model.steps[0]!.plan.held.size).toBeGreaterThan(0);
    const reported = { ...ablation.reported, skip: fork!.skip };
    const { probe, model, notMeasured } = await fakeProbe(graph, {
      run: { ablation: { ...ablation, reported } },
    });
    expect(model.steps[0]!.plan.held.size).toBe(0);
    expect(probe.forks).toEqual([]);
    expect(gapsInWords(notMeasured).map(({ quantity }) => quantity)).toEqual([
      'shortcut gradient',
      `fork ${fork!.skip}`,
    ]);
  });
});
