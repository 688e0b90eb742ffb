import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/shared/base/jsonValues';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { openKeras } from '../../../../src/engine/frontends/python/kerasSource/openKeras';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';

interface Real {
  readonly parameters: number;
  readonly topology: JsonObject;
}

/** Topologies and parameter counts of real Keras: `make_keras.py` has written them. */
const models = JSON.parse(
  readFileSync(`${__dirname}/../../../fixtures/kerasModels.json`, 'utf8'),
) as Record<string, Real>;

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

/** Models that cannot be run, and the layer that is the reason. */
const unable: Readonly<Record<string, string>> = {};

beforeAll(() => openBackend('cpu'));

describe('a model of Keras has the parameters that Keras counts', () => {
  it.each(Object.entries(models))('%s', async (name, { topology, parameters }) => {
    const opened = await openKeras(recordingOf(topology), context, { seed: 0, load: 0 });
    const { graph, notMeasured, cannotRun } = opened.description;
    const counted = graph.layers.reduce(
      (sum, layer) => sum + layer.parameters.trainable + layer.parameters.frozen,
      0,
    );
    opened.dispose();
    expect(counted).toBe(parameters);
    expect(notMeasured).toBeUndefined();
    expect(cannotRun && sentenceOf(cannotRun)).toBe(unable[name]);
  });
});
