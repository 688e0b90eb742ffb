import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/shared/base/failures';
import { inspectFile } from '../examples/inspectExample';
import { gapsInWords } from '../../support/gaps';
import { refusal } from '../../support/refusal';
import { openSaved, savedFolder } from '../../support/savedModel';

const folder = savedFolder();

const coded = (text: string): string => Buffer.from(text).toString('base64');
const list = (...i: number[]) => ({ list: { i: i.map(String) } });
const window = (stride: number, size?: number) => ({
  strides: list(1, stride, stride, 1),
  padding: { s: coded('SAME') },
  data_format: { s: coded('NHWC') },
  ...(size && { ksize: list(1, size, size, 1) }),
});
const node = (name: string, op: string, input: string[], attr: object = {}) => ({
  name,
  op,
  input,
  attr,
});
const fused = (...ops: string[]) => ({ fused_ops: { list: { s: ops.map(coded) } } });

const floats: Record<string, number[]> = {
  k1: [3, 3, 3, 4],
  b1: [4],
  k2: [3, 3, 4, 4],
  kd: [3, 3, 4, 1],
  bn: [4],
  kt: [8, 10],
};
const integers: Record<string, number[]> = { space: [1, 2], axis: [3], flat: [-1, 10] };

/** A residual block, a concatenation and a head, as the converter writes them. */
const nodes = [
  node('image', 'Placeholder', [], {
    dtype: { type: 'DT_FLOAT' },
    shape: { shape: { dim: ['-1', '9', '9', '3'].map((size) => ({ size })) } },
  }),
  ...[...Object.keys(floats), ...Object.keys(integers)].map((name) => node(name, 'Const', [])),
  node('k1/read', 'Identity', ['k1']),
  node('conv', 'Conv2D', ['image', 'k1/read'], window(2)),
  node('bias', 'BiasAdd', ['conv', 'b1']),
  node('relu', 'Relu6', ['bias']),
  node('fused', '_FusedConv2D', ['relu', 'k2', 'b1'], {
    ...window(1),
    ...fused('BiasAdd', 'Relu'),
  }),
  node('depthwise', 'DepthwiseConv2dNative', ['fused', 'kd'], window(1)),
  node('norm', 'FusedBatchNormV3', ['depthwise', 'bn', 'bn', 'bn', 'bn']),
  node('sum', 'AddV2', ['norm', 'relu']),
  node('max', 'MaxPool', ['sum'], window(1, 3)),
  node('both', 'ConcatV2', ['sum', 'max', 'axis']),
  node('mean', 'Mean', ['both', 'space']),
  node('logits', 'MatMul', ['mean', 'kt']),
  node('softmax', 'Softmax', ['logits', '^image']),
  node('out', 'Reshape', ['softmax', 'flat']),
];

function save(name: string, { weights = true, cut = 0 } = {}): string {
  const size = (shape: number[]) => shape.reduce((a, b) => a * b, 1);
  const specs = [
    ...Object.entries(floats).map(([name, shape]) => ({ name, shape, dtype: 'float32' })),
    ...Object.entries(integers).map(([name, v]) => ({ name, shape: [v.length], dtype: 'int32' })),
  ];
  const reals = Object.values(floats).reduce((sum, shape) => sum + size(shape), 0);
  const data = Buffer.concat([
    Buffer.alloc(4 * reals),
    Buffer.from(Int32Array.from(Object.values(integers).flat()).buffer),
  ]);
  if (weights) writeFileSync(join(folder, `${name}.bin`), data.subarray(0, data.length - cut));
  const file = join(folder, `${name}.json`);
  const content = {
    format: 'graph-model',
    modelTopology: { node: nodes },
    weightsManifest: [{ paths: [`${name}.bin`], weights: specs }],
  };
  writeFileSync(file, JSON.stringify(content, null, 1));
  return file;
}
const inspected = (file: string) => inspectFile({ file, site: '' });

describe('a graph model', () => {
  it('shows its nodes with shapes, weights and what they do', async () => {
    const { network } = await inspected(save('whole'));
    const told = network.layers.map(({ name, kind, outputShape, parameters }) =>
      [name, kind, outputShape[0]?.join('×'), parameters.frozen].join(' '),
    );
    expect(told).toEqual([
      'image Placeholder ×9×9×3 0',
      'conv Conv2D ×5×5×4 108',
      'bias BiasAdd ×5×5×4 4',
      'relu Relu6 ×5×5×4 0',
      'fused _FusedConv2D ×5×5×4 144',
      'depthwise DepthwiseConv2dNative ×5×5×4 36',
      'norm FusedBatchNormV3 ×5×5×4 4',
      'sum AddV2 ×5×5×4 0',
      'max MaxPool ×5×5×4 0',
      'both ConcatV2 ×5×5×8 0',
      'mean Mean ×8 0',
      'logits MatMul ×10 80',
      'softmax Softmax ×10 0',
      'out Reshape ×10 0',
    ]);
    // 3·3·3·4 and 3·3·4·4 and 3·3·4 at 25 places each, and 8·10 once.
    expect(network.totals.macs).toBe((108 + 144 + 36) * 25 + 80);
  });

  it('has its skip connections', async () => {
    const { skips } = await inspected(save('skips'));
    expect(skips.items.map(({ kind, from, to }) => [kind, from, to])).toContainEqual([
      'identityAdd',
      'relu',
      'sum',
    ]);
    expect(skips.merges).toMatchObject({ identityAdd: 1, projectionAdd: 0 });
  });

  it('says why it is not probed', async () => {
    const report = await inspected(save('probe'));
    expect(report.probe).toBeUndefined();
    expect(gapsInWords(report.notMeasured)).toEqual([
      {
        quantity: 'probe',
        reason: expect.stringMatching(/tf\.GraphModel.*nothing to train/) as string,
      },
    ]);
  });

  it('points at the line of each node', async () => {
    const { network } = await inspected(save('lines'));
    const sum = network.layers.find(({ name }) => name === 'sum')?.source[0];
    const lines = JSON.stringify(
      { format: 'graph-model', modelTopology: { node: nodes } },
      null,
      1,
    );
    expect(lines.split('\n')[(sum?.line ?? 0) - 1]).toContain('"name": "sum"');
  });

  it('leaves open what missing constants would say, and says so', async () => {
    const report = await inspected(save('bare', { weights: false }));
    const shapes = new Map(
      report.network.layers.map(({ name, outputShape }) => [name, outputShape[0]]),
    );
    expect(shapes.get('sum')).toEqual([null, 5, 5, 4]);
    expect(shapes.get('both')).toEqual([null, null]);
    expect(report.network.totals.activationBytes).toBeUndefined();
    expect(report.skips.merges).toMatchObject({ identityAdd: 1 });
    expect(report.notMeasured.map(({ quantity }) => quantity)).toEqual(['shapes', 'probe']);
  });

  it('is refused where its weights are cut off, a node is missing or nodes run in a circle', async () => {
    expect(await refusal(inspected(save('cut', { cut: 8 })))).toMatchObject({
      code: 'not-a-model-file',
      sentence: expect.stringMatching(/cut\.bin is cut off/) as string,
    });
    const open = async (...list: object[]) =>
      inspectFile({
        file: join(folder, 'x.json'),
        site: '',
        text: JSON.stringify({ modelTopology: { node: list } }),
      });
    expect(await refusal(open(node('a', 'Relu', ['b'])))).toMatchObject({
      code: 'not-a-model-file',
      sentence:
        'This is not a model file that SkipScope can read: a node takes its input from b, which is not there.',
    });
    const loop = [node('a', 'Relu', ['b']), node('b', 'Relu', ['a']), node('c', 'Relu', ['b'])];
    expect(await refusal(open(...loop))).toMatchObject({
      code: 'unbuildable',
      sentence: 'The model cannot be built: node b is part of a loop.',
    });
  });

  it('ends in a graph or a failure whatever its nodes hold', async () => {
    const text = JSON.stringify({ modelTopology: { node: nodes } });
    const places = fc.tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.constantFrom('', '0', 'null', '[]', '"k1"'),
    );
    await fc.assert(
      fc.asyncProperty(places, async ([at, length, put]) => {
        const edited = text.slice(0, at) + put + text.slice(at + length);
        const file = join(folder, 'fuzz.json');
        try {
          expect((await openSaved(file, edited)).graph.layers.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
