import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLayersModel } from '../../../../../src/engine/tfjs/layersModel/readLayersModel';
import { makeSavedModel } from '../../../../../src/engine/tfjs/savedModel/makeSavedModel';
import { testContext } from '../../../../engine/tfjs/layersModel/context';

beforeAll(() => tf.setBackend('cpu'));

interface Config {
  readonly name: string;
  readonly [option: string]: unknown;
}
const part = (className: string, config: Config, ...inputs: string[]) => ({
  class_name: className,
  name: config.name,
  config,
  inbound_nodes: inputs.length > 0 ? [inputs.map((name) => [name, 0, 0, {}])] : [],
});
type Part = Omit<ReturnType<typeof part>, 'inbound_nodes'> & {
  readonly inbound_nodes: readonly unknown[];
};
const unknown = part('My>Resize', { name: 'own' }, 'x');
/** Behind a nested model, whose own calls count from 1. */
const behind = (each: Part): Part => ({ ...each, inbound_nodes: [[['inner', 1, 0, {}]]] });

/** Shapes, parameters and what is not counted of a model that ends with the last of its layers. */
async function drawn(...layers: readonly Part[]) {
  const image = part('InputLayer', { name: 'x', batch_input_shape: [null, 8, 8, 4] });
  const { model, gaps } = await makeSavedModel({
    className: 'Functional',
    config: {
      name: 'net',
      layers: [image, ...layers],
      input_layers: [['x', 0, 0]],
      output_layers: [[layers.at(-1)?.name, 0, 0]],
    },
    weights: { layout: 'manifest', manifest: [] },
    readBeside: () => Promise.resolve(undefined),
  });
  const { graph } = readLayersModel(model, testContext);
  return {
    shapes: Object.fromEntries(graph.layers.map(({ id, outputShape }) => [id, outputShape[0]])),
    parameters: graph.layers.map(({ parameters }) => parameters.trainable),
    uncounted: gaps.map(({ layer }) => layer),
  };
}

describe('a model within a model, behind a layer of an unknown class', () => {
  it('says what it takes', async () => {
    const input = part('InputLayer', { name: 'i', batch_input_shape: [null, 4, 4, 3] });
    const conv = part('Conv2D', { name: 'conv', filters: 5, kernel_size: 3 }, 'i');
    const ends = { input_layers: [['i', 0, 0]], output_layers: [['conv', 0, 0]] };
    const inner = { name: 'inner', layers: [input, conv], ...ends };
    const flat = behind(part('Flatten', { name: 'flat' }));
    expect(await drawn(unknown, part('Functional', inner, 'own'), flat)).toEqual({
      shapes: {
        x: [null, 8, 8, 4],
        own: [null, 4, 4, 3],
        'inner/conv': [null, 2, 2, 5],
        flat: [null, 20],
      },
      parameters: [0, 0, 140, 0],
      uncounted: ['own'],
    });
  });

  it('is drawn where it does not, and its weights are said not to be counted', async () => {
    const layers = [part('Flatten', { name: 'flat' }), part('Dense', { name: 'dense', units: 5 })];
    const inner = part('Sequential', { name: 'inner', layers }, 'own');
    const out = behind(part('Dense', { name: 'out', units: 2 }));
    const { shapes, uncounted } = await drawn(unknown, inner, out);
    expect(Object.keys(shapes)).toEqual(['x', 'own', 'inner/flat', 'inner/dense', 'out']);
    expect(shapes['out']).toEqual([null, null]);
    expect(uncounted).toEqual(['own', 'inner/dense', 'out']);
  });
});

describe('a nested model that Keras 3 calls twice', () => {
  const ref = (layer: string, node: number) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], dtype: 'float32', keras_history: [layer, node, 0] },
  });
  const called = (layer: string, node: number) => [{ args: [ref(layer, node)], kwargs: {} }];
  const input = (name: string): Part =>
    part('InputLayer', { name, batch_shape: [null, 4], dtype: 'float32' });
  const dense = (name: string): Part => part('Dense', { name, units: 4 });
  const functional = {
    name: 'inner',
    layers: [input('i'), { ...dense('d'), inbound_nodes: called('i', 0) }],
    input_layers: ['i', 0, 0],
    output_layers: ['d', 0, 0],
  };

  // Keras counts the calls of a functional model from 1 where it lists outputs, those of a sequential one from 0.
  it.each<[string, Config, number]>([
    ['Functional', functional, 2],
    ['Sequential', { name: 'inner', layers: [input('i'), dense('d')] }, 1],
  ])('%s ends with the second call', async (className, config, last) => {
    const inbound_nodes = [...called('x', 0), ...called('between', 0)];
    const inner = { ...part(className, config), inbound_nodes };
    const between = { ...dense('between'), inbound_nodes: called('inner', 0) };
    const { model } = await makeSavedModel({
      className: 'Functional',
      config: {
        name: 'net',
        layers: [input('x'), inner, between],
        input_layers: ['x', 0, 0],
        output_layers: ['inner', last, 0],
      },
      weights: { layout: 'manifest', manifest: [] },
      readBeside: () => Promise.resolve(undefined),
    });
    const { layers } = readLayersModel(model, testContext).graph;
    expect(layers.map(({ id }) => id)).toEqual(['x', 'inner/d', 'between', 'inner/d#2']);
  });
});
