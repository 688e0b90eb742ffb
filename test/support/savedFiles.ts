import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import * as hdf5 from 'h5wasm/node';

await hdf5.ready;

/** Numbers of a weight, with the shape that they have. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The contents of an HDF5 file: attributes begin with `@`. */
export interface Hdf5Tree {
  readonly [name: string]: Hdf5Tree | Weight | string | readonly string[];
}

const isWeight = (value: Hdf5Tree | Weight): value is Weight => Array.isArray(value['values']);

function write(group: hdf5.Group, tree: Hdf5Tree): void {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string' || Array.isArray(value)) {
      group.create_attribute(name.slice(1), value as string | string[]);
    } else if (isWeight(value as Hdf5Tree | Weight)) {
      const { shape, values } = value as Weight;
      const data = Float32Array.from(values);
      group.create_dataset({ name, data, shape: [...shape], dtype: '<f4' });
    } else {
      write(group.create_group(name), value as Hdf5Tree);
    }
  }
}

/** Writes an HDF5 file with the library of its makers. */
export function writeHdf5(file: string, tree: Hdf5Tree): string {
  const opened = new hdf5.File(file, 'w');
  write(opened, tree);
  opened.flush();
  opened.close();
  return file;
}

/** The bytes of a `.keras` archive; its weights go through a file beside `place`. */
export function kerasArchive(place: string, config: unknown, weights?: Hdf5Tree): Uint8Array {
  const parts = weights && {
    'model.weights.h5': new Uint8Array(readFileSync(writeHdf5(`${place}.weights.h5`, weights))),
  };
  return zipSync({
    'metadata.json': strToU8('{"keras_version":"3.8.0"}'),
    'config.json': strToU8(JSON.stringify(config)),
    ...parts,
  });
}

/** Entries 0, 1, 2 … times a step, so that each weight is another one. */
export function weight(step: number, ...shape: number[]): Weight {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { shape, values: Array.from({ length: size }, (_, i) => Math.fround(i * step)) };
}

const legacy = {
  class_name: 'Functional',
  config: {
    name: 'old',
    layers: [
      {
        class_name: 'InputLayer',
        name: 'x',
        config: { batch_input_shape: [null, 3], name: 'x' },
        inbound_nodes: [],
      },
      {
        class_name: 'Dense',
        name: 'first',
        config: { name: 'first', units: 3 },
        inbound_nodes: [[['x', 0, 0, {}]]],
      },
      {
        class_name: 'BatchNormalization',
        name: 'norm',
        config: { name: 'norm' },
        inbound_nodes: [[['first', 0, 0, {}]]],
      },
      {
        class_name: 'Add',
        name: 'sum',
        config: { name: 'sum' },
        inbound_nodes: [
          [
            ['norm', 0, 0, {}],
            ['x', 0, 0, {}],
          ],
        ],
      },
    ],
    input_layers: [['x', 0, 0]],
    output_layers: [['sum', 0, 0]],
  },
};
/** A small residual model as Keras 2 saves it. */
export const writeLegacyModel = (file: string): string =>
  writeHdf5(file, {
    '@keras_version': '2.15.0',
    '@model_config': JSON.stringify(legacy),
    model_weights: {
      '@layer_names': ['x', 'first', 'norm', 'sum'],
      first: {
        '@weight_names': ['first/kernel:0', 'first/bias:0'],
        first: { 'bias:0': weight(2, 3), 'kernel:0': weight(1, 3, 3) },
      },
      norm: {
        '@weight_names': ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
          (n) => `norm/${n}:0`,
        ),
        norm: {
          'beta:0': weight(2, 3),
          'gamma:0': weight(1, 3),
          'moving_mean:0': weight(3, 3),
          'moving_variance:0': weight(4, 3),
        },
      },
    },
  });
