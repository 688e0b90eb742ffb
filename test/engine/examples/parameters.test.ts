import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';
import { inspectExample, root } from './inspectExample';

const folder = join(root, 'examples');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

/** The model that the example makes when it is called as any program would. */
async function build(name: string): Promise<tf.LayersModel> {
  const file = join(folder, `${name}.ts`);
  const [site] = findSites(readFileSync(file, 'utf8'), file);
  const definitions = (await import(`../../../examples/${name}.ts`)) as Record<
    string,
    () => tf.LayersModel
  >;
  return definitions[site!.name]!();
}

describe('the parameters of an example are those that TensorFlow.js counts itself', () => {
  it.each(names)('%s', async (name) => {
    const { network } = await inspectExample(name, null);
    const model = await build(name);
    expect(network.totals.parameters).toBe(model.countParams());
    // Layer by layer if there are any: a sequential model does not list its input.
    const sorted = (counts: readonly number[]) =>
      counts.filter((count) => count > 0).sort((one, other) => one - other);
    const own = network.layers.map(({ parameters }) => parameters.trainable + parameters.frozen);
    expect(sorted(own)).toEqual(sorted(model.layers.map((layer) => layer.countParams())));
    model.dispose();
  });
});
