import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/shared/base/jsonValues';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { openKeras } from '../../../../src/engine/frontends/python/kerasSource/openKeras';
import { makeSavedModel } from '../../../../src/engine/tfjs/savedModel/makeSavedModel';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';

const readJson = <Entry>(name: string): Record<string, Entry> =>
  JSON.parse(readFileSync(join(__dirname, '../../../fixtures', name), 'utf8')) as Record<
    string,
    Entry
  >;

interface Real {
  readonly parameters: number;
  readonly topology: JsonObject;
}

/** Topologies and parameter counts of real Keras: `make_keras.py` has written them. */
const models = readJson<Real>('kerasModels.json');

const recordingOf = (topology: JsonObject) => ({
  schemaVersion: 1 as const,
  producer: {
    route: 'embedded' as const,
    framework: 'keras' as const,
    ...{ frameworkVersion: '3', pythonVersion: '3', device: 'cpu' },
  },
  ...{ definition: 'model', arguments: [], topology, layers: [], functions: [], files: [] },
  notes: [],
});

const context = { name: 'model', source: { file: 'a.py', line: 1, column: 1 }, arguments: [] };

type Numbers = number | readonly Numbers[];
interface Computed {
  readonly topology: { readonly class_name: string; readonly config: JsonObject };
  readonly input: Numbers;
  readonly output: Numbers;
  readonly weights: Readonly<Record<string, readonly Numbers[]>>;
}
const computed = readJson<Computed>('kerasValues.json');

beforeAll(() => openBackend('cpu'));

describe('a model of Keras has the parameters that Keras counts', () => {
  it.each(Object.entries(models))('%s', async (_, { topology, parameters }) => {
    const opened = await openKeras(recordingOf(topology), context, { seed: 0, load: 0 });
    const { graph, notMeasured, cannotRun } = opened.description;
    const counted = graph.layers.reduce(
      (sum, layer) => sum + layer.parameters.trainable + layer.parameters.frozen,
      0,
    );
    opened.dispose();
    expect(counted).toBe(parameters);
    expect(notMeasured).toBeUndefined();
    expect(cannotRun && sentenceOf(cannotRun)).toBeUndefined();
  });
});

describe('a layer or operation of Keras computes what Keras computes', () => {
  it.each(Object.entries(computed))('%s', async (_, { topology, input, output, weights }) => {
    const { class_name: className, config } = topology;
    const { model } = await makeSavedModel({
      ...{ className, config, readBeside: () => Promise.resolve(undefined) },
      weights: { layout: 'manifest', manifest: [] },
    });
    for (const [name, values] of Object.entries(weights)) {
      model.getLayer(name).setWeights(values.map((value) => tensor(value as number[])));
    }
    const made = model.predict(tensor(input as number[])) as Tensor;
    const wanted = tensor(output as number[]);
    expect(made.shape).toEqual(wanted.shape);
    const errors = made.sub(wanted).abs().max().dataSync();
    expect(errors[0]).toBeLessThan(1e-5);
    model.dispose();
  });
});
