import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { gapsInWords } from '../../support/gaps';
import { buildSaved, savedFolder } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';
import { inspectFile } from '../examples/inspectExample';

const fixtures = 'test/fixtures/savedModels';
const once = { steps: 1, seeds: 1, batchSize: 2 };
const folder = savedFolder();

beforeAll(() => openBackend(testBackend));

describe('saved models of other versions of Keras', () => {
  it.each([
    ['nestedSequential.json', { concat: 2 }],
    ['separableKeras2.json', { projectionAdd: 2 }],
    ['ownClass.keras', { total: 0 }],
    ['keptAxes.json', { total: 0 }],
    ['scaledSums.json', { total: 2, identityAdd: 2 }],
  ])('%s opens with its skips and is probed', async (name, merges) => {
    const report = await inspectFile({ file: `${fixtures}/${name}`, site: '' }, once);
    expect(report.skips.merges).toMatchObject(merges);
    const owning = report.network.layers.filter(({ parameters }) => parameters.trainable > 0);
    const measured = report.probe?.layers.filter(({ weights }) => weights.length > 0);
    expect(measured).toHaveLength(owning.length);
    expect(
      gapsInWords(report.notMeasured).filter(({ quantity }) => quantity !== 'saved weights'),
    ).toEqual([]);
  });

  it('a class of the user that extends Sequential keeps its weights', async () => {
    const model = await buildSaved(`${fixtures}/ownClass.keras`);
    expect(model.initialisation).toBe('saved');
    expect(model.weights.map(({ variable }) => variable.shape)).toEqual([
      [16, 32],
      [32],
      [32, 4],
      [4],
    ]);
  });

  it.each([
    ['timeDistributedModel.keras', 472, [null, 4, 5]],
    ['timeDistributedDilated.keras', 422, [null, 4, 5, 5, 2]],
  ])('%s has the weights and shapes of Keras in its wrapper', async (name, parameters, shape) => {
    const report = await inspectFile({ file: `${fixtures}/${name}`, site: '' }, once);
    const { totals, layers } = report.network;
    expect(totals.parameters).toBe(parameters);
    expect(layers[1]?.outputShape).toEqual([shape]);
    expect(gapsInWords(report.notMeasured)).toEqual([]);
  });

  it.each([
    // Keras writes the weights of this class into a folder of another name.
    ['groupQueryAttention.keras', 424],
    ['stackedCells.keras', 293],
  ])('%s counts the weights that it holds and is drawn', async (name, parameters) => {
    const report = await inspectFile({ file: `${fixtures}/${name}`, site: '' }, null);
    expect(report.network.totals.parameters).toBe(parameters);
    expect(report.notMeasured.map(({ quantity }) => quantity)).toEqual(['probe']);
  });

  it('a model in a wrapper has costs that are not known', async () => {
    const file = `${fixtures}/timeDistributedModel.keras`;
    const { network } = await inspectFile({ file, site: '' }, null);
    expect(network.layers[1]?.macs).toBeUndefined();
  });

  it('pooling that keeps its axes is global pooling', async () => {
    const { graph } = await buildSaved(`${fixtures}/keptAxes.json`);
    expect(graph.layers[2]).toMatchObject({
      kind: 'GlobalAveragePooling2D',
      operation: { type: 'pool', global: true },
      outputShape: [[null, 1, 1, 4]],
    });
  });
});

describe('layers that the framework does not have', () => {
  it('are the sums that TensorFlow operations in them are', async () => {
    const file = `${fixtures}/operationLayers.json`;
    const { skips, network } = await inspectFile({ file, site: '' }, null);
    expect(skips.merges).toMatchObject({ total: 1, identityAdd: 1 });
    expect(network.layers.at(-1)).toMatchObject({ kind: 'Add' });
  });

  it.each([
    ['op: "Mul"', { 1: 0.5 }, 'Rescaling'],
    ['{"name": "n", "op": "Relu"}', {}, 'Activation'],
    ['op: "AddV2"', { 1: [1, 2] }, 'TensorFlowOpLayer'],
  ])('run where %s has a layer of its own', async (node_def, constants, kind) => {
    const config = { name: 'o', node_def, constants };
    const layers = [
      { ...inputLayer, name: 'x', inbound_nodes: [] },
      { class_name: 'TensorFlowOpLayer', name: 'o', config, inbound_nodes: [[['x', 0, 0, {}]]] },
    ];
    const ends = { input_layers: [['x', 0, 0]], output_layers: [['o', 0, 0]] };
    const file = written({ class_name: 'Functional', config: { name: 'net', layers, ...ends } });
    const { graph } = await buildSaved(file);
    expect(graph.layers[1]?.kind).toBe(kind);
  });

  it('count the parameters that follow from their configuration', async () => {
    const file = `${fixtures}/groupedConvolution.json`;
    const { network, notMeasured } = await inspectFile({ file, site: '' }, null);
    expect(network.totals.parameters).toBe(2251);
    expect(network.layers[1]?.parameters).toEqual({ trainable: 304, frozen: 0 });
    expect(notMeasured.filter(({ quantity }) => quantity === 'parameters')).toEqual([]);
  });
});

/** Tokens of 64 bits, looked up with a mask, which Keras 3 writes down as the tensor of an operation. */
function maskedModel(reader: string, config: object): object {
  const from = (layer: string) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 7], dtype: 'float32', keras_history: [layer, 0, 0] },
  });
  const called = (layer: string, kwargs: object = {}) => [{ args: [from(layer)], kwargs }];
  const input = { name: 'x', batch_shape: [null, 7], dtype: 'int64' };
  const embedding = { name: 'e', input_dim: 9, output_dim: 4, mask_zero: true };
  const layers = [
    { class_name: 'InputLayer', name: 'x', config: input, inbound_nodes: [] },
    { class_name: 'Embedding', name: 'e', config: embedding, inbound_nodes: called('x') },
    {
      ...{
        module: 'keras.src.ops.numpy',
        class_name: 'NotEqual',
        name: 'n',
        config: { name: 'n' },
      },
      inbound_nodes: [{ args: [from('x'), 0], kwargs: {} }],
    },
    {
      ...{ class_name: reader, name: 'r', config: { name: 'r', ...config } },
      inbound_nodes: called('e', { mask: from('n') }),
    },
  ];
  const ends = { input_layers: [['x', 0, 0]], output_layers: [['r', 0, 0]] };
  return { class_name: 'Functional', config: { name: 'net', layers, ...ends } };
}

describe('masks of Keras 3', () => {
  it('are made anew behind the layer that starts them', async () => {
    const file = written(maskedModel('LSTM', { units: 3 }));
    const { network, probe } = await inspectFile({ file, site: '' }, once);
    expect(network.layers.map(({ kind }) => kind)).toEqual(['InputLayer', 'Embedding', 'LSTM']);
    expect(probe?.layers).toHaveLength(3);
  });

  it('leave a layer that only Keras masks without a probe', async () => {
    const file = written(maskedModel('GlobalAveragePooling1D', {}));
    const { network, notMeasured } = await inspectFile({ file, site: '' }, once);
    expect(network.layers.at(-1)?.outputShape).toEqual([[null, 4]]);
    expect(notMeasured.map(({ quantity }) => quantity)).toContain('probe');
  });
});

const dense = (name: string, units: number) => ({
  class_name: 'Dense',
  config: { name, units, use_bias: false },
});
const inputLayer = {
  class_name: 'InputLayer',
  config: { name: 'x', batch_input_shape: [null, 2], dtype: 'float32' },
};
const sequential = (name: string, ...layers: object[]) => ({
  class_name: 'Sequential',
  config: { name, layers },
});

/** Writes a `model.json` with weights that count up from 1. */
function written(topology: object, ...weights: [name: string, shape: number[]][]): string {
  const place = mkdtempSync(join(folder, 'named-'));
  const size = weights.reduce((sum, [, shape]) => sum + shape.reduce((a, b) => a * b, 1), 0);
  writeFileSync(
    join(place, 'w.bin'),
    Float32Array.from({ length: size }, (_, i) => i + 1),
  );
  const specs = weights.map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  const content = {
    modelTopology: topology,
    weightsManifest: [{ paths: ['w.bin'], weights: specs }],
  };
  writeFileSync(join(place, 'model.json'), JSON.stringify(content));
  return join(place, 'model.json');
}

async function kernels(file: string): Promise<number[][]> {
  const { weights } = await buildSaved(file);
  return weights.map(({ variable }) => [...variable.dataSync()]);
}

describe('weights beside a model', () => {
  it.each([
    ['of a Keras 3 conversion', 'net/a/kernel', 'net/b/kernel'],
    ['within several models', 'outer/net/a/kernel', 'outer/net/b/kernel'],
    ['of TensorFlow.js', 'a/kernel', 'b/kernel'],
  ])('are found by the names %s', async (_, a, b) => {
    const file = written(
      sequential('net', inputLayer, dense('a', 2), dense('b', 1)),
      [a, [2, 2]],
      [b, [2, 1]],
    );
    expect(await kernels(file)).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('reach the layers of a sequential model that knows its input only when it is called', async () => {
    const inner = sequential('inner', dense('a', 2), sequential('innermost', dense('b', 1)));
    const file = written(
      sequential('net', inputLayer, inner),
      ['net/inner/a/kernel', [2, 2]],
      ['net/inner/innermost/b/kernel', [2, 1]],
    );
    expect(await kernels(file)).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('that do not fit leave the graph, and name the layer', async () => {
    const file = written(
      sequential('net', inputLayer, dense('a', 2), dense('b', 1)),
      ['a/kernel', [2, 2]],
      ['b/kernel', [3, 1]],
    );
    const { notMeasured, network } = await inspectFile({ file, site: '' }, null);
    expect(network.layers.map(({ name }) => name)).toEqual(['x', 'a', 'b']);
    expect(gapsInWords(notMeasured)).toContainEqual({
      quantity: 'saved weights',
      reason: 'weights are drawn at random for each seed: the weights in the file do not fit b',
    });
  });

  it('of which several have one name are not guessed', async () => {
    const file = written(
      sequential('net', inputLayer, dense('a', 2)),
      ['one/a/kernel', [2, 2]],
      ['two/a/kernel', [2, 2]],
    );
    const { notMeasured } = await inspectFile({ file, site: '' }, null);
    expect(gapsInWords(notMeasured)).toContainEqual({
      quantity: 'saved weights',
      reason: 'weights are drawn at random for each seed: the weights in the file do not fit a',
    });
  });
});
