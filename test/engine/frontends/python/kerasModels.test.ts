import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/shared/base/jsonValues';
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

describe('a model of Keras has the parameters that Keras counts', () => {
  it.each(Object.entries(models))('%s', async (_, { topology, parameters }) => {
    await openBackend('cpu');
    const context = { name: 'model', source: { file: 'a.py', line: 1, column: 1 }, arguments: [] };
    const opened = await openKeras(recordingOf(topology), context, { seed: 0, load: 0 });
    const { graph, notMeasured = [], cannotRun } = opened.description;
    const counted = graph.layers.reduce((sum, layer) => sum + layer.parameters.trainable + layer.parameters.frozen, 0);
    opened.dispose();
    console.log(_, counted, parameters, JSON.stringify(notMeasured), JSON.stringify(cannotRun));
    expect(counted).toBe(parameters);
  });
});
