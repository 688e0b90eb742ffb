import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { readProgram } from '../../../../src/engine/opGraph/readProgram';
import {
  programOf,
  type RecordedNode,
  type RecordedParameter,
  torch,
  type TorchRecording,
} from '../../../support/torchRecording';

const parameters: readonly RecordedParameter[] = [
  ...[
    ['conv1.weight', 8, 3, 3, 3],
    ['conv2.weight', 8, 8, 3, 3],
    ['down.weight', 16, 8, 3, 3],
    ['point.weight', 8, 16, 1, 1],
    ['norm.weight', 8],
    ['norm.bias', 8],
    ['head.weight', 10, 384],
    ['head.bias', 10],
  ].map(([name, ...shape]) => ({
    name: name as string,
    shape: shape as number[],
    trainable: true,
  })),
  { name: 'norm.running_mean', shape: [8], trainable: false },
  { name: 'norm.running_var', shape: [8], trainable: false },
];

const value = (node: number) => ({ slot: 'input', value: [node, 0] as const });
const parameter = (name: string) => ({
  slot: name.split('.')[1]!,
  parameter: parameters.findIndex((one) => one.name === name),
});
const node = (
  op: string,
  inputs: RecordedNode['inputs'],
  shape: readonly number[],
  attributes: RecordedNode['attributes'] = {},
): RecordedNode => ({ op, inputs, attributes, outputs: [{ shape: [null, ...shape] }] });
const window = (stride: number, padding: number) => ({
  stride: [stride, stride],
  padding: [padding, padding],
  dilation: [1, 1],
});
const norm = [
  parameter('norm.running_mean'),
  parameter('norm.running_var'),
  parameter('norm.weight'),
  parameter('norm.bias'),
];

/** A residual block, a concatenation and a head, channels first, as a run of PyTorch tells them. */
const recording: TorchRecording = {
  parameters,
  nodes: [
    node('input', [], [3, 8, 8], { shape: [null, 3, 8, 8] }),
    node('conv2d', [value(0), parameter('conv1.weight')], [8, 8, 8], window(1, 1)),
    node('batch_norm', [value(1), ...norm], [8, 8, 8]),
    node('relu', [value(2)], [8, 8, 8]),
    node('conv2d', [value(3), parameter('conv2.weight')], [8, 8, 8], window(1, 1)),
    node('batch_norm', [value(4), ...norm], [8, 8, 8]),
    node('add', [value(5), value(3)], [8, 8, 8]),
    node('conv2d', [value(6), parameter('down.weight')], [16, 4, 4], window(2, 1)),
    node('conv2d', [value(7), parameter('point.weight')], [8, 4, 4], window(1, 0)),
    node('cat', [value(7), value(8)], [24, 4, 4], { dim: 1 }),
    node('view', [value(9)], [384], { shape: [-1, 384] }),
    node('linear', [value(10), parameter('head.weight'), parameter('head.bias')], [10]),
  ],
  outputs: [[11, 0]],
};

const read = () => readProgram(programOf(recording), torch);

describe('a recording of PyTorch operations', () => {
  it('has the shapes that PyTorch recorded', () => {
    const { graph, unknownShapes } = read();
    expect(unknownShapes).toBe(0);
    expect(graph.layers.map(({ outputShape }) => outputShape)).toEqual(
      recording.nodes.map(({ outputs }) => outputs.map(({ shape }) => shape)),
    );
  });

  it('does to the signal what its operations do', () => {
    const { layers } = read().graph;
    expect(layers.map(({ kind, operation }) => [kind, operation.type])).toEqual([
      ['input', 'input'],
      ['conv2d', 'transform'],
      ['batch_norm', 'normalization'],
      ['relu', 'activation'],
      ['conv2d', 'transform'],
      ['batch_norm', 'normalization'],
      ['add', 'merge'],
      ['conv2d', 'transform'],
      ['conv2d', 'transform'],
      ['cat', 'merge'],
      ['view', 'passive'],
      ['linear', 'transform'],
    ]);
    expect(layers[7]?.operation).toEqual({
      type: 'transform',
      family: 'convolution',
      window: { size: [3, 3], strides: [2, 2], dilation: [1, 1] },
      transposed: false,
      depthwise: false,
      kernelEntries: 16 * 8 * 9,
      appliedPer: 'outputPosition',
      activation: { linear: true, range: 'free' },
    });
    expect(layers[9]?.operation).toEqual({ type: 'merge', how: 'concat', axis: 1 });
    expect(layers[11]?.operation).toMatchObject({ family: 'dense', kernelEntries: 3840 });
  });

  it('counts each parameter once, and buffers as frozen', () => {
    const { layers } = read().graph;
    expect(layers.map(({ parameters: { trainable, frozen } }) => [trainable, frozen])).toEqual([
      [0, 0],
      [216, 0],
      [16, 16],
      [0, 0],
      [576, 0],
      [0, 0],
      [0, 0],
      [1152, 0],
      [128, 0],
      [0, 0],
      [0, 0],
      [3850, 0],
    ]);
  });

  it('has its skip connections and its outputs', () => {
    const { graph } = read();
    expect(graph.outputs).toEqual([{ layer: 'linear 11', output: 0 }]);
    const skips = findSkips(graph);
    expect(skips.items.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['identityAdd', 'relu 3', 'add 6'],
      ['concat', 'conv2d 7', 'cat 9'],
    ]);
    expect(describeNetwork(graph, skips).totals.parameters).toBe(5954);
  });
});
