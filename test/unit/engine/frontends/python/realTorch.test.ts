import { describe, expect, it } from 'vitest';
import {
  HelperFailure,
  type Helper,
} from '../../../../../src/engine/frontends/python/interpreter/helper';
import { openReal, type RealRun } from '../../../../../src/engine/frontends/python/realTorch';
import type { RecordAnswer } from '../../../../../src/shared/protocol/python/pythonContract';
import type { Recording } from '../../../../../src/shared/protocol/python/recording';

const tensor = { shape: [null, 4], dtype: 'float32' };
const node = { call: null, at: [], inPlace: false, noGradient: false, attributes: {} };
const recording: Recording = {
  schemaVersion: 1,
  producer: {
    route: 'interpreter',
    framework: 'torch',
    frameworkVersion: '2.13.0',
    pythonVersion: '3.11.0',
    device: 'meta',
  },
  definition: 'Net',
  arguments: [],
  inputs: [{ node: 0, name: 'x', origin: { from: 'search' } }],
  outputs: [{ value: [1, 0], path: 'out' }],
  calls: [],
  nodes: [
    { ...node, op: 'input', inputs: [], outputs: [tensor] },
    { ...node, op: 'relu', inputs: [{ slot: 'input', value: [0, 0] }], outputs: [tensor] },
  ],
  parameters: [],
  files: [],
  notes: [],
  fingerprint: 'real',
};
const about = { library: 'PyTorch', version: '2.13.0', device: 'cpu', python: '3', executable: '' };
const refusal: RecordAnswer = { failure: { code: 'operation', values: { operation: 'torch.i1' } } };

interface Told {
  readonly embedded?: RecordAnswer;
  readonly real?: RecordAnswer;
  readonly route?: 'auto' | 'interpreter';
  readonly hasTorch?: boolean;
}

const opened = ({ embedded, real = { recording }, route = 'auto', hasTorch = true }: Told) => {
  const helper: Pick<Helper, 'about' | 'record'> = {
    about: () =>
      hasTorch
        ? Promise.resolve(about)
        : Promise.reject(new HelperFailure('package', { package: 'torch' })),
    record: () => Promise.resolve(real),
  };
  const run: RealRun = {
    prepared: { helper: helper as Helper, route },
    request: { root: '/w', file: 'net.py', text: '', site: 'Net', arguments: {} },
    allowNetwork: false,
    joined: undefined,
    source: { file: 'net.py', line: 3, column: 1 },
    embedded,
    started: 0,
  };
  return openReal(run);
};

describe('a definition that real torch records', () => {
  it('is trained by PyTorch, which the runtime says', async () => {
    const model = await opened({ embedded: { recording } });
    expect(model?.runtime).toMatchObject({ backend: 'torch', library: 'PyTorch', device: 'cpu' });
    expect(model?.description.notMeasured).toBeUndefined();
  });

  it('says where the embedded Python recorded something else', async () => {
    const model = await opened({ embedded: { recording: { ...recording, fingerprint: 'other' } } });
    expect(model?.description.notMeasured?.map(({ quantity }) => quantity)).toEqual([
      'embeddedRecording',
    ]);
  });

  it('is left to the embedded Python where torch is not there, or refuses what that recorded', async () => {
    expect(await opened({ embedded: { recording }, hasTorch: false })).toBeUndefined();
    expect(await opened({ embedded: { recording }, real: refusal })).toBeUndefined();
  });

  it('fails with the words of real torch where neither has a graph', async () => {
    const missing: RecordAnswer = {
      failure: { code: 'raised', values: { kind: 'E', text: 'no' } },
    };
    await expect(opened({ embedded: refusal, real: missing })).rejects.toMatchObject({
      code: 'model-threw',
    });
  });

  it('fails where nothing but the interpreter was asked for and it has no torch', async () => {
    await expect(opened({ route: 'interpreter', hasTorch: false })).rejects.toMatchObject({
      code: 'unbuildable',
      detail: { code: 'python.no-torch', values: { reason: 'torch' } },
    });
  });
});
