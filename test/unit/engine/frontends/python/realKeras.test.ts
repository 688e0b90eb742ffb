import { describe, expect, it } from 'vitest';
import {
  HelperFailure,
  type Helper,
} from '../../../../../src/engine/frontends/python/interpreter/helper';
import { openRealKeras } from '../../../../../src/engine/frontends/python/realKeras';
import type { OpenedModel } from '../../../../../src/engine/model/openedModel';
import type { KerasRecording } from '../../../../../src/shared/protocol/python/kerasRecording';
import type { RecordAnswer } from '../../../../../src/shared/protocol/python/pythonContract';

const keras: KerasRecording = {
  schemaVersion: 1,
  producer: {
    route: 'interpreter',
    framework: 'keras',
    frameworkVersion: '3.15.1',
    pythonVersion: '3.11.0',
    device: 'torch',
  },
  definition: 'Net',
  arguments: [],
  topology: { class_name: 'Functional', config: {} },
  layers: [],
  functions: [],
  files: [],
  notes: [],
};
const unknown: RecordAnswer = { failure: { code: 'operation', values: { operation: 'odd' } } };
const raised: RecordAnswer = { failure: { code: 'raised', values: { kind: 'E', text: 'no' } } };
const opened = {} as OpenedModel;

const openWith = (
  answer: RecordAnswer | Error,
  embedded: RecordAnswer | undefined = unknown,
): Promise<OpenedModel | undefined> => {
  const asked: boolean[] = [];
  const helper: Pick<Helper, 'record'> = {
    record: (_, { isKeras = false }) => {
      asked.push(isKeras);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const run = {
    prepared: { helper: helper as Helper, route: 'auto' as const },
    request: { root: '/w', file: 'net.py', text: '', site: 'Net', arguments: {} },
    allowNetwork: false,
    joined: undefined,
    source: { file: 'net.py', line: 3, column: 1 },
    embedded,
    started: 0,
  };
  return openRealKeras(run, (told) => {
    expect([told, asked]).toEqual([keras, [true]]);
    return Promise.resolve(opened);
  });
};

describe('a Keras model that the stand-in does not know', () => {
  it('is opened as real Keras draws it', async () => {
    expect(await openWith({ keras })).toBe(opened);
  });

  it('is left to the stand-in where the Python has no Keras, or refuses what has a graph', async () => {
    const without = new HelperFailure('package', { package: 'keras' });
    expect(await openWith(without)).toBeUndefined();
    expect(await openWith(raised, { ...unknown, kerasUpTo: keras })).toBeUndefined();
  });

  it('fails with the words of real Keras where neither has a graph', async () => {
    await expect(openWith(raised)).rejects.toMatchObject({ code: 'model-threw' });
  });
});
