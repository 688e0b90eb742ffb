import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findSkips } from '../../../src/analysis/skips/findSkips';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { inspectFile } from '../examples/inspectExample';
import { gapsInWords } from '../../support/gaps';
import { refusal } from '../../support/refusal';
import { buildSaved, openSaved, savedFolder } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

const folder = savedFolder();

beforeAll(() => openBackend(testBackend));

const openText = (content: unknown) =>
  openSaved(join(folder, 'model.json'), JSON.stringify(content));

describe('models that Keras 3 wrote', () => {
  it.each([
    ['ResNet50', { identityAdd: 12, projectionAdd: 4, concat: 0 }, 16],
    ['MobileNetV2', { identityAdd: 10, projectionAdd: 0, concat: 0 }, 10],
    ['DenseNet121', { identityAdd: 0, projectionAdd: 0, concat: 58 }, 535],
    ['InceptionV3', { identityAdd: 0, projectionAdd: 0, concat: 0 }, 0],
    ['VGG16', { identityAdd: 0, projectionAdd: 0, concat: 0 }, 0],
  ])('%s is built through the framework with its skips', async (name, merges, connections) => {
    const model = await openSaved(`test/fixtures/keras-topologies/${name}.json`);
    const skips = findSkips(model.graph);
    expect(skips.merges).toMatchObject(merges);
    expect(skips.connections).toBe(connections);
    expect(model.initialisation).toBe('random');
    expect(model.name).toBe(name);
    model.dispose();
  });

  it.each([
    ['ResNet50', 32],
    ['MobileNetV2', 32],
    ['DenseNet121', 32],
  ])('%s is probed, on small images, and says that its weights are random', async (name, size) => {
    const file = `test/fixtures/keras-topologies/${name}.json`;
    const text = readFileSync(file, 'utf8').replaceAll(
      /"batch_shape": ?\[null, ?\d+, ?\d+, ?3\]/g,
      `"batch_shape": [null, ${size}, ${size}, 3]`,
    );
    const once = { steps: 1, seeds: 1, batchSize: 2 };
    const report = await inspectFile({ file, site: '', text }, once);
    const { layers } = report.network;
    expect(layers[0]?.outputShape).toEqual([[null, size, size, 3]]);
    const measured = report.probe?.layers.filter(({ weights }) => weights.length > 0);
    const owning = layers.filter(({ parameters }) => parameters.trainable > 0);
    expect(measured).toHaveLength(owning.length);
    expect(gapsInWords(report.notMeasured)).toContainEqual(
      expect.objectContaining({
        quantity: 'saved weights',
        reason: 'weights are drawn at random for each seed: the file names no weights',
      }),
    );
  });
});

/** Saves a model the way the framework does, into a folder of its own. */
async function save(model: tf.LayersModel): Promise<string> {
  const place = mkdtempSync(join(folder, 'model-'));
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      const data = Buffer.from(artifacts.weightData as ArrayBuffer);
      writeFileSync(join(place, 'weights.bin'), data);
      const { modelTopology, weightSpecs } = artifacts;
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      writeFileSync(
        join(place, 'model.json'),
        JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }, null, 2),
      );
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const },
      });
    }),
  );
  return join(place, 'model.json');
}

function branched(): tf.LayersModel {
  const x = tf.input({ shape: [6] });
  const inner = tf.sequential({
    name: 'inner',
    layers: [tf.layers.dense({ units: 6, inputShape: [6], name: 'in_a' })],
  });
  const shared = tf.layers.dense({ units: 6, name: 'shared' });
  const a = shared.apply(inner.apply(x)) as tf.SymbolicTensor;
  const b = shared.apply(x) as tf.SymbolicTensor;
  return tf.model({
    inputs: x,
    outputs: tf.layers.add({ name: 'sum' }).apply([a, b]) as tf.SymbolicTensor,
  });
}

describe('models that TensorFlow.js wrote', () => {
  it('come back with their weights, which no seed changes', async () => {
    const original = branched();
    const file = await save(original);
    const model = await buildSaved(file);
    expect(model.initialisation).toBe('saved');
    const kernel = model.weights.find(({ variable }) => variable.shape.length === 2)?.variable;
    const own = original.getWeights().map((weight) => [...weight.dataSync()]);
    expect(own).toContainEqual([...kernel!.dataSync()]);
    expect(model.graph.layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['in_a', 'shared', 'sum']),
    );
    expect(model.graph.layers.filter(({ sharedWith }) => sharedWith)).toHaveLength(1);
  });

  it('point at the line that names a layer', async () => {
    const file = await save(branched());
    const model = await openSaved(file);
    const sum = model.graph.layers.find(({ name }) => name === 'sum');
    const line = readFileSync(file, 'utf8').split('\n')[sum!.source[0]!.line - 1];
    expect(line).toContain('"name": "sum"');
  });

  it('are initialised where their weights are not there', async () => {
    const file = await save(branched());
    const text = readFileSync(file, 'utf8').replace('weights.bin', 'elsewhere.bin');
    const model = await openSaved(file, text);
    expect(model.initialisation).toBe('random');
    expect(gapsInWords(model.notMeasured)).toEqual([
      {
        quantity: 'saved weights',
        reason:
          'weights are drawn at random for each seed: a file of weights is missing beside the model',
      },
    ]);
  });

  it('say so where their weights are cut off', async () => {
    const file = await save(branched());
    truncateSync(join(file, '..', 'weights.bin'), 40);
    expect(await refusal(openSaved(file))).toMatchObject({
      code: 'not-a-model-file',
      sentence: expect.stringMatching(
        /^This is not a model file .*weights\.bin is cut off: it has 40 bytes, and its weights need \d+\.$/,
      ) as string,
    });
  });
});

const layer = (
  class_name: string,
  name: string,
  config: object,
  ...inputs: (string | unknown[])[]
) => ({
  class_name,
  name,
  config: { name, ...config },
  inbound_nodes:
    inputs.length > 0
      ? [inputs.map((input) => (typeof input === 'string' ? [input, 0, 0, {}] : input))]
      : [],
});
const functional = (...layers: { name: string }[]) => ({
  class_name: 'Functional',
  config: {
    name: 'net',
    layers,
    input_layers: [[layers[0]!.name, 0, 0]],
    output_layers: [[layers.at(-1)!.name, 0, 0]],
  },
});
const input = layer('InputLayer', 'x', { batch_input_shape: [null, 8, 8, 4], dtype: 'float32' });

describe('layers that do not exist here', () => {
  it('stay in the graph as what they are', async () => {
    const model = await openText(
      functional(
        input,
        layer('Addons>InstanceNormalization', 'norm', { axis: 3 }, 'x'),
        layer('Lambda', 'scale', { function: ['code', null, null] }, 'norm'),
        layer('Add', 'sum', {}, 'scale', 'x'),
      ),
    );
    expect(model.graph.layers.map(({ kind }) => kind)).toEqual([
      'InputLayer',
      'Addons>InstanceNormalization',
      'Lambda',
      'Add',
    ]);
    // A normalization keeps its shape; nobody knows what a function of the user's gives.
    expect(model.graph.layers.map(({ outputShape }) => outputShape[0])).toEqual([
      [null, 8, 8, 4],
      [null, 8, 8, 4],
      [null, null],
      [null, 8, 8, 4],
    ]);
  });

  it('are what they wrap, where only the wrapper is unknown', async () => {
    const conv = {
      class_name: 'Conv2D',
      config: { filters: 4, kernel_size: [1, 1], name: 'conv' },
    };
    const { graph, cannotRun } = await openText(
      functional(input, layer('Addons>WeightNormalization', 'wn', { layer: conv }, 'x')),
    );
    const shown = graph.layers.map(({ kind, name }) => `${kind} ${name}`);
    expect(shown).toEqual(['InputLayer x', 'Conv2D wn']);
    expect(cannotRun?.values).toMatchObject({ layer: 'wn' });
  });

  it('are known by the functions they call', async () => {
    const add = layer('TFOpLambda', 'tf.math.add', { function: 'math.add' }, [
      'x',
      0,
      0,
      { y: ['y', 0, 0] },
    ]);
    const model = await openText(functional(input, layer('ReLU', 'y', { max_value: 6 }, 'x'), add));
    expect(model.graph.layers.at(-1)).toMatchObject({
      kind: 'Add',
      inputs: [{ layer: 'x' }, { layer: 'y' }],
    });
  });

  it('give a report that says which of them kept the probe from running', async () => {
    const text = JSON.stringify(
      functional(
        input,
        layer('Conv2D', 'conv', { filters: 4, kernel_size: 3, padding: 'same' }, 'x'),
        layer('Addons>GroupNormalization', 'norm', {}, 'conv'),
        layer('Add', 'sum', {}, 'norm', 'x'),
      ),
    );
    const report = await inspectFile({ file: join(folder, 'model.json'), site: '', text });
    expect(report.network.layers.map(({ outputShape }) => outputShape[0])).toEqual(
      Array(4).fill([null, 8, 8, 4]),
    );
    expect(report.network.totals.parameters).toBe(148);
    expect(report.skips.items.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['identityAdd', 'x', 'sum'],
    ]);
    expect(report.probe).toBeUndefined();
    expect(gapsInWords(report.notMeasured)).toContainEqual({
      quantity: 'probe',
      reason: 'layer norm is a Addons>GroupNormalization, which cannot run here',
    });
  });

  it('leave out those that the framework would compute wrongly, which ours compute', async () => {
    const config = { filters: 4, kernel_size: 3, groups: 2, use_bias: false };
    const text = JSON.stringify(functional(input, layer('Conv2D', 'grouped', config, 'x')));
    const model = await buildSaved(join(folder, 'model.json'), text);
    const [first, second] = tf.tidy(() => {
      const image = tf.concat([tf.zeros([1, 8, 8, 2]), tf.ones([1, 8, 8, 2])], 3);
      const [out] = model.forward([image], {
        edge: (_f, _t, _s, value) => value,
        output: (_l, _o, value) => value,
      });
      return tf
        .split(tf.max(tf.abs(out!), [0, 1, 2]), 2)
        .map((part) => tf.max(part).dataSync()[0]!);
    });
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0);
  });
});

const onItself = JSON.stringify(
  functional(
    input,
    Object.assign(functional(input, layer('ReLU', 'y', {}, 'x')), {
      ...{ name: 'nested', inbound_nodes: [[], [['nested', 0, 0, {}]]] },
    }),
    layer('ReLU', 'b', {}, 'nested'),
  ),
);
describe('what is no model', () => {
  it.each([
    ['no JSON', '{ "a": ', /not valid JSON/],
    ['another JSON file', '{ "name": "package" }', /no model of layers/],
    ['an array', '[1, 2]', /no JSON object/],
    [
      'a reference to nowhere',
      JSON.stringify(functional(input, layer('ReLU', 'y', {}, 'z'))),
      /takes its input from z, which is not there/,
    ],
    [
      'a circle',
      JSON.stringify(
        functional(input, layer('Add', 'a', {}, 'x', 'b'), layer('ReLU', 'b', {}, 'a')),
      ),
      /layer \w is part of a cycle/,
    ],
    ['a nested model called on nothing, and then on itself', onItself, /nested is part of a cycle/],
    [
      'two layers of one name',
      JSON.stringify(functional(input, layer('ReLU', 'x', {}, 'x'))),
      /same name/,
    ],
    [
      'a call that is not there',
      JSON.stringify(functional(input, layer('ReLU', 'y', {}, ['x', 3, 0, {}]))),
      /call 3 of x/,
    ],
  ])('%s is refused with the reason', async (_, text, reason) => {
    expect(await refusal(openSaved(join(folder, 'x.json'), text))).toMatchObject({
      code: 'not-a-model-file',
      sentence: expect.stringMatching(reason) as string,
      at: { file: 'x.json', line: 1, column: 1 },
    });
  });

  it('a graph model without nodes is refused too', async () => {
    const opened = openText({ format: 'graph-model', modelTopology: { node: [] } });
    expect(await refusal(opened)).toMatchObject({
      code: 'not-a-model-file',
      sentence: 'This is not a model file that SkipScope can read: its graph has no nodes.',
    });
  });
});
