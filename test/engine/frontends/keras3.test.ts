import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gapsInWords } from '../../support/gaps';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { loadSavedModel } from '../../../src/engine/frontends/saved/loadSavedModel';
import { inspectFile } from '../examples/inspectExample';

const folder = 'test/fixtures/keras3';
interface Facts {
  readonly parameters: number;
  readonly outputs: readonly (readonly number[])[];
  /** Norms of the gradients of all trainable weights, from the smallest. */
  readonly gradients: readonly number[];
}
const facts = JSON.parse(readFileSync(`${folder}/facts.json`, 'utf8')) as Record<string, Facts>;
const files = Object.keys(facts).flatMap((name) => [`${name}.keras`, `${name}.h5`]);
const factsOf = (file: string): Facts => facts[file.replace(/\.\w+$/, '')]!;
const runnable = files.filter((file) => !file.startsWith('unknown'));

/** The same numbers as in make.py. */
function given(shape: readonly (number | null)[]): tf.Tensor {
  const concrete = [2, ...shape.slice(1).map(Number)];
  const size = concrete.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.7)),
    concrete,
  );
}

/** The largest difference, relative to the largest number. */
function difference(found: readonly number[], wanted: readonly number[]): number {
  const scale = Math.max(...wanted.map(Math.abs));
  return Math.max(...wanted.map((value, i) => Math.abs(value - (found[i] ?? NaN)))) / scale;
}

const isVariable = (value: tf.Tensor): value is tf.Variable => value instanceof tf.Variable;

beforeAll(() => openBackend('wasm'));

describe('a model that Keras 3 saved', () => {
  it.each(files)('%s has all its parameters', async (file) => {
    const { network } = await inspectFile({ file: `${folder}/${file}`, site: '' }, null);
    expect(network.totals.parameters).toBe(factsOf(file).parameters);
  });

  it.each(runnable)('%s computes what Keras computes, forward and backward', async (file) => {
    const { model, drawn } = await loadSavedModel(`${folder}/${file}`);
    expect(drawn).toBeUndefined();
    const inputs = model.inputs.map(({ shape }) => given(shape));
    const outputs = (): tf.Tensor[] => [model.apply(inputs, { training: false })].flat() as never;
    const { outputs: wanted, gradients } = factsOf(file);
    expect(outputs()).toHaveLength(wanted.length);
    outputs().forEach((output, i) => {
      expect(difference([...output.dataSync()], wanted[i] ?? [])).toBeLessThan(1e-4);
    });
    const loss = (): tf.Scalar =>
      tf.addN(outputs().map((one) => tf.sum(tf.square(one)))).asScalar();
    const { grads } = tf.variableGrads(
      loss,
      model.trainableWeights.map((weight) => weight.read()).filter(isVariable),
    );
    const norms = Object.values(grads).map((gradient) => tf.norm(gradient).dataSync()[0] ?? NaN);
    expect(norms).toHaveLength(gradients.length);
    expect(
      difference(
        norms.sort((a, b) => a - b),
        gradients,
      ),
    ).toBeLessThan(1e-4);
  });

  it.each([
    ['resnet', { total: 2, identityAdd: 1, projectionAdd: 1 }],
    ['operations', { total: 1, identityAdd: 1 }],
    ['nested', { total: 2, identityAdd: 2 }],
    ['attention', { total: 2, identityAdd: 2 }],
    ['unknown', { total: 1, identityAdd: 1 }],
  ])('%s has its skip connections', async (name, merges) => {
    for (const file of [`${name}.keras`, `${name}.h5`]) {
      const { skips } = await inspectFile({ file: `${folder}/${file}`, site: '' }, null);
      expect(skips.merges).toMatchObject(merges);
    }
  });

  it.each(['unknown.keras', 'unknown.h5'])(
    '%s says which layer keeps it from being probed',
    async (file) => {
      const report = await inspectFile({ file: `${folder}/${file}`, site: '' });
      expect(report.probe).toBeUndefined();
      expect(gapsInWords(report.notMeasured)).toEqual([
        { quantity: 'probe', reason: expect.stringMatching(/which cannot run here/) as string },
      ]);
    },
  );
});
