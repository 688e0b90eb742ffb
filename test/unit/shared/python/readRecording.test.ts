import { describe, expect, it } from 'vitest';
import { readRecordAnswer } from '../../../../src/shared/protocol/python/readRecording';
import type { RecordedNode, Recording } from '../../../../src/shared/protocol/python/recording';

const nodeOf = (op: string, more: Partial<RecordedNode> = {}): RecordedNode => ({
  op,
  inputs: [],
  attributes: {},
  outputs: [{ shape: [null, 4], dtype: 'float32' }],
  call: null,
  at: [[0, 3, 5, 9, 'forward']],
  inPlace: false,
  noGradient: false,
  ...more,
});

const linear = nodeOf('linear', {
  inputs: [
    { slot: 'input', value: [0, 0] },
    { slot: 'weight', parameter: 0 },
    { slot: 'scale', constant: { shape: [2], dtype: 'float32', values: [1, 2] } },
  ],
  attributes: { bias: null, index: [{ slice: [0, null, 2] }] },
  call: 0,
});

const recording: Recording = {
  schemaVersion: 1,
  producer: {
    route: 'embedded',
    framework: 'torch',
    frameworkVersion: '2.13.0',
    pythonVersion: '3.14.2',
    device: 'meta',
  },
  definition: 'Net',
  arguments: [
    { name: 'width', text: '4', origin: { from: 'call', at: [0, 9, 1, 2, ''] } },
    { name: 'depth', text: '2', origin: { from: 'default' } },
  ],
  inputs: [{ node: 0, name: 'x', origin: { from: 'search' } }],
  outputs: [{ value: [1, 0], path: '' }],
  calls: [
    { module: '', kind: 'Net', isLibrary: false, parent: null, made: [], calledAt: [] },
    { module: 'fc', kind: 'Linear', isLibrary: true, parent: 0, made: [], calledAt: [] },
  ],
  nodes: [nodeOf('input'), linear],
  parameters: [
    {
      name: 'fc.weight',
      shape: [4, 4],
      dtype: 'float32',
      trainable: true,
      isBuffer: false,
      alsoNamed: [],
      made: [],
      initial: {
        draw: 'computed',
        nodes: [nodeOf('zeros')],
        value: [0, 0],
      },
    },
  ],
  files: ['net.py'],
  notes: [{ about: 'statement left out', what: 'for' }],
  training: { loss: { op: 'cross_entropy', at: [0, 20, 1, 5, ''] } },
  fingerprint: 'abc',
};

const faultOf = (change: object): string | undefined =>
  readRecordAnswer({ recording: { ...recording, ...change } }).fault;

describe('an answer of a Python', () => {
  it('is read as it was written', () => {
    const answer = { recording };
    expect(readRecordAnswer(JSON.parse(JSON.stringify(answer)))).toEqual({ answer });
    const failure = { code: 'raised', values: { kind: 'ValueError', text: 'no' }, file: 'net.py' };
    const failed = { failure, upTo: recording };
    expect(readRecordAnswer(failed)).toEqual({ answer: failed });
    expect(readRecordAnswer({ failure, upTo: null })).toEqual({ answer: { failure } });
  });

  it('is read for Keras, whole or up to a failure', () => {
    const { producer, files } = recording;
    const keras = {
      ...{ schemaVersion: 1, producer: { ...producer, framework: 'keras' }, definition: 'net' },
      ...{ arguments: [], files, notes: [], functions: ['net'] },
      topology: { class_name: 'Functional', config: { layers: [] } },
      layers: [{ name: 'dense', made: [], calls: [{ at: [[0, 1, 1, 2, 'net']], within: [0] }] }],
      training: { loss: { out: 'meanSquaredError' }, isOfFile: true },
    };
    expect(readRecordAnswer({ keras }).answer).toEqual({ keras });
    const failed = { failure: { code: 'operation', values: {} }, kerasUpTo: keras };
    expect(readRecordAnswer(failed).answer).toEqual(failed);
    expect(readRecordAnswer({ keras: { ...keras, topology: {} } }).fault).toMatch(/topology/);
  });

  it.each<[string, object, RegExp]>([
    [
      'a number that is none',
      { nodes: [nodeOf('x', { attributes: { a: Number.NaN } })] },
      /attributes/,
    ],
    ['a member that is missing', { files: undefined }, /files/],
    ['another version', { schemaVersion: 2 }, /schemaVersion/],
    ['a text that is too long', { definition: 'x'.repeat(20_000) }, /definition/],
    ['a list that is too long', { files: new Array(300_000).fill('a') }, /files/],
    [
      'a shape below nothing',
      { nodes: [nodeOf('x', { outputs: [{ shape: [-1], dtype: '' }] })] },
      /shape/,
    ],
  ])('is refused for %s', (_, change, fault) => {
    expect(faultOf(change)).toMatch(fault);
  });

  it.each<[string, object, RegExp]>([
    ['a later node', { nodes: [linear, nodeOf('input')] }, /node 0 comes later/],
    ['an output that is not there', { outputs: [{ value: [1, 3], path: '' }] }, /no output 3/],
    ['a parameter that is not there', { parameters: [] }, /no parameter 0/],
    ['a call that is not there', { calls: [] }, /no call 0/],
    ['a file that is not there', { files: [] }, /no file 0/],
    ['an input that is none', { inputs: [{ ...recording.inputs[0], node: 1 }] }, /is no input/],
    ['a parent that comes later', { calls: [{ ...recording.calls[0], parent: 0 }] }, /comes later/],
  ])('is refused where it refers to %s', (_, change, fault) => {
    expect(faultOf(change)).toMatch(fault);
  });

  it('is refused where it is none at all', () => {
    for (const value of [undefined, null, 1, 'x', [], {}, { failure: { code: 'other' } }]) {
      expect(readRecordAnswer(value).answer).toBeUndefined();
    }
  });
});
