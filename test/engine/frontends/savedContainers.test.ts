import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import {
  kerasArchive,
  type Weight,
  weight,
  writeHdf5,
  writeLegacyModel,
} from '../../support/savedFiles';
import { inspectFile } from '../examples/inspectExample';
import { gapsInWords } from '../../support/gaps';
import { refusal } from '../../support/refusal';
import { buildSaved, openSaved, savedFolder } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

const folder = savedFolder();
beforeAll(() => openBackend(testBackend));

const values = (model: Awaited<ReturnType<typeof buildSaved>>): Record<string, number[]> =>
  Object.fromEntries(
    model.weights.map(({ layer, name, variable }) => [
      `${layer} ${name}`,
      [...variable.dataSync()],
    ]),
  );

const keras3 = (class_name: string, name: string, config: object, ...from: string[]) => ({
  module: 'keras.layers',
  class_name,
  name,
  config: { name, ...config },
  inbound_nodes:
    from.length === 0
      ? []
      : [
          {
            args: [
              from.map((source) => ({
                class_name: '__keras_tensor__',
                config: { shape: [null, 3], dtype: 'float32', keras_history: [source, 0, 0] },
              })),
            ],
            kwargs: {},
          },
        ],
});
const dense = (name: string, from: string) =>
  keras3('Dense', name, { units: 3, activation: 'relu', use_bias: true }, from);
const functional = (layers: readonly { name: string }[], name = 'net') => ({
  module: 'keras.src.models.functional',
  class_name: 'Functional',
  name,
  config: {
    name,
    layers,
    input_layers: [['x', 0, 0]],
    output_layers: [[layers.at(-1)!.name, 0, 0]],
  },
});
const x = keras3('InputLayer', 'x', { batch_shape: [null, 3], dtype: 'float32' });
const residual = functional([
  x,
  dense('first', 'x'),
  dense('second', 'first'),
  keras3('Add', 'sum', {}, 'second', 'x'),
]);

function keras(
  name: string,
  ...content: [config: unknown, weights?: Parameters<typeof kerasArchive>[2]]
) {
  const file = join(folder, `${name}.keras`);
  writeFileSync(file, kerasArchive(file, ...content));
  return file;
}
const vars = (...list: Weight[]) => ({
  vars: Object.fromEntries(list.map((one, i) => [String(i), one])),
});

describe('a .keras file of Keras 3', () => {
  it('gives its layers the weights of its archive', async () => {
    const file = keras('whole', residual, {
      layers: {
        dense: vars(weight(1, 3, 3), weight(2, 3)),
        dense_1: vars(weight(3, 3, 3), weight(4, 3)),
      },
    });
    const model = await buildSaved(file);
    expect(model.name).toBe('whole');
    expect(model.initialisation).toBe('saved');
    expect(model.notMeasured).toBeUndefined();
    expect(values(model)).toEqual({
      'first kernel': [0, 1, 2, 3, 4, 5, 6, 7, 8],
      'first bias': [0, 2, 4],
      'second kernel': [0, 3, 6, 9, 12, 15, 18, 21, 24],
      'second bias': [0, 4, 8],
    });
    expect(model.graph.layers.at(-1)?.source).toEqual([
      { file: 'whole.keras', line: 1, column: 1 },
    ]);
  });

  it('finds the weights of nested models and of both directions of a recurrent layer', async () => {
    const inner = {
      module: 'keras',
      class_name: 'Sequential',
      config: {
        name: 'inner',
        layers: [x, dense('deep', 'x')].map((layer) => ({ ...layer, inbound_nodes: [] })),
      },
    };
    const cell = { units: 2, use_bias: false };
    const both = keras3('Bidirectional', 'both', {
      merge_mode: 'concat',
      layer: { class_name: 'SimpleRNN', config: { name: 'rnn', ...cell } },
    });
    const sequence = {
      module: 'keras',
      class_name: 'Sequential',
      config: {
        name: 'outer',
        layers: [
          keras3('InputLayer', 's', { batch_shape: [null, 4, 3] }),
          both,
          {
            ...keras3('Dense', 'head', { units: 3 }),
          },
          inner,
        ],
      },
    };
    const direction = (step: number) => ({
      cell: { ...vars(weight(step, 3, 2), weight(step, 2, 2)), seed_generator: vars(weight(9, 2)) },
    });
    const file = keras('nested', sequence, {
      layers: {
        bidirectional: { backward_layer: direction(-1), forward_layer: direction(1) },
        dense: vars(weight(1, 4, 3), weight(1, 3)),
        sequential: { layers: { dense: vars(weight(5, 3, 3), weight(6, 3)) } },
      },
    });
    const model = await buildSaved(file);
    expect(model.notMeasured).toBeUndefined();
    const found = Object.entries(values(model));
    expect(found.filter(([key]) => key.startsWith('both')).map(([, list]) => list[1])).toEqual([
      1, 1, -1, -1,
    ]);
    expect(found.filter(([key]) => key.includes('deep')).map(([, list]) => list[2])).toEqual([
      10, 12,
    ]);
  });

  it.each([
    ['has none', undefined, /the file names no weights/],
    [
      'has others',
      { layers: { dense: vars(weight(1, 3, 3), weight(2, 3)), dense_1: vars(weight(3, 5, 5)) } },
      /do not fit second$/,
    ],
    [
      'has those of a layer of another name',
      {
        layers: {
          dense: vars(weight(1, 3, 3), weight(2, 3)),
          dense_1: { vars: { ...vars(weight(1, 3, 3), weight(2, 3)).vars, '@name': 'third' } },
        },
      },
      /do not fit second$/,
    ],
  ])('that %s is probed with drawn weights, and says so', async (name, weights, reason) => {
    const report = await inspectFile({ file: keras(name, residual, weights), site: '' });
    expect(report.probe).toBeDefined();
    expect(report.skips.merges).toMatchObject({ identityAdd: 1, projectionAdd: 0 });
    expect(gapsInWords(report.notMeasured)).toContainEqual({
      quantity: 'saved weights',
      reason: expect.stringMatching(reason) as string,
    });
  });
});

describe('an .h5 file of Keras 2', () => {
  it('gives its layers their weights by name', async () => {
    const model = await buildSaved(writeLegacyModel(join(folder, 'old.h5')));
    expect(model.initialisation).toBe('saved');
    expect(values(model)).toEqual({
      'first kernel': [0, 1, 2, 3, 4, 5, 6, 7, 8],
      'first bias': [0, 2, 4],
      'norm gamma': [0, 1, 2],
      'norm beta': [0, 2, 4],
      'norm moving_mean': [0, 3, 6],
      'norm moving_variance': [0, 4, 8],
    });
  });

  it('is known by what it starts with, whatever it is called', async () => {
    expect(
      (await openSaved(writeLegacyModel(join(folder, 'old.keras')))).graph.layers,
    ).toHaveLength(4);
  });

  it('without a model is refused with what to do', async () => {
    const file = writeHdf5(join(folder, 'weights.h5'), { model_weights: {} });
    expect(await refusal(openSaved(file))).toMatchObject({
      code: 'not-a-model-file',
      sentence:
        'This is not a model file that SkipScope can read: it holds weights and no model: save the whole model.',
      at: { file: 'weights.h5', line: 1, column: 1 },
    });
  });
});
