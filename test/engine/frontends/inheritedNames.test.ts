import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { openModel } from '../../support/openModel';
import { buildSaved } from '../../support/savedModel';

beforeAll(() => openBackend('cpu'));

/** Names that every object of JavaScript inherits: a table that is asked for them must not have them. */
const inherited = ['Odd', ...Object.getOwnPropertyNames(Object.prototype)];

const saved = (className: string, config: object) =>
  JSON.stringify({
    class_name: 'Sequential',
    config: {
      name: 's',
      layers: [
        { class_name: 'Dense', config: { name: 'd', units: 2, batch_input_shape: [null, 2] } },
        { class_name: className, config: { name: 'odd', ...config } },
      ],
    },
  });

const kindsOf = async (text: string): Promise<string[]> => {
  const model = await buildSaved('/nowhere/model.json', text);
  const kinds = model.graph.layers.flatMap(({ kind }) => (kind === 'InputLayer' ? [] : kind));
  model.dispose();
  return kinds;
};

describe.each(inherited)('a saved model with the name %s', (name) => {
  it('as a class keeps its graph with an opaque layer', async () => {
    expect(await kindsOf(saved(name, {}))).toHaveLength(2);
  });

  it('as an activation does so too', async () => {
    const [dense] = await kindsOf(saved('Dense', { units: 2, activation: name }));
    expect(dense).toBe('Dense');
  });

  it('as an initializer takes the usual one', async () => {
    expect(await kindsOf(saved('Dense', { units: 2, kernel_initializer: name }))).toEqual([
      'Dense',
      'Dense',
    ]);
  });
});

it.each(inherited)('a parameter, a type and a property may be called %s', async (name) => {
  const text = `import * as tf from '@tensorflow/tfjs';
    const known = { units: 3 };
    export function net(first: ${name}, options: { ${name}: number }) {
      return tf.sequential({ layers: [tf.layers.dense({ units: known.units, inputShape: [2] })] });
    }
    net(known.${name}, {});`;
  const open = await openModel({
    root: resolve('.'),
    file: resolve('net.ts'),
    text,
    site: 'net',
    arguments: {},
    backend: 'auto',
    probe: null,
  });
  const opened = await open(1);
  const { graph, arguments: given } = opened.description;
  expect(graph.layers).toHaveLength(2);
  expect(JSON.stringify(given)).not.toContain('native code');
  opened.dispose();
});
