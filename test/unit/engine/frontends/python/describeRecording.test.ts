import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../../../../src/analysis/skips/findSkips';
import type { LayerNode } from '../../../../../src/shared/network/network';
import { describeRecording } from '../../../../../src/engine/frontends/python/network/describeRecording';
import { context, describedRecording, recordingNamed } from '../../../../support/recordings';

const read = (name: string) => {
  const described = describedRecording(name);
  const { graph } = described.description;
  const layer = (id: string): LayerNode => graph.layers.find((each) => each.id === id)!;
  const inputsOf = (id: string) => layer(id).inputs.map((ref) => `${ref.layer}:${ref.output}`);
  return { ...described, ...described.description, graph, layer, inputsOf };
};

describe('a layer', () => {
  it('is named by the library module that holds it, else by its operation', () => {
    const { graph } = read('resnet18');
    expect(graph.layers.slice(0, 11).map(({ name, kind }) => [name, kind])).toEqual([
      ['x', 'input'],
      ['conv1', 'Conv2d'],
      ['bn1', 'BatchNorm2d'],
      ['relu', 'ReLU'],
      ['maxpool', 'MaxPool2d'],
      ['layer1.0.conv1', 'Conv2d'],
      ['layer1.0.bn1', 'BatchNorm2d'],
      ['layer1.0.relu', 'ReLU'],
      ['layer1.0.conv2', 'Conv2d'],
      ['layer1.0.bn2', 'BatchNorm2d'],
      ['add', 'add'],
    ]);
    expect(graph.layers.filter(({ kind }) => kind === 'add').at(-1)?.name).toBe('add_7');
  });

  it('is one with the first call of a shared module, and counts its weights once', () => {
    const { layer, graph } = read('odd');
    expect(layer('shared:2')).toMatchObject({ name: 'shared', sharedWith: 'shared' });
    expect(layer('shared').parameters.trainable).toBe(8 * 8 + 8);
    expect(layer('shared:2').parameters.trainable).toBe(0);
    expect(describeNetwork(graph).totals.layers).toBe(graph.layers.length - 1);
  });

  it('stands at its call, then at the callers, then where its module was made', () => {
    const [file] = recordingNamed('resnet18').files;
    const { layer } = read('resnet18');
    const lines = layer('layer1.0.conv1').source.map((each) => [each.file, each.line]);
    expect(file).toBe('torchvision/models/resnet.py');
    expect(lines).toEqual([
      [file, 92],
      [file, 273],
      [file, 285],
      [file, 42],
      [file, 81],
    ]);
  });

  it('carries the weights that its kernel is computed from', () => {
    const { layer, weights } = read('odd');
    expect(layer('normed')).toMatchObject({
      parameters: { trainable: 8 * 4 * 9 + 8 + 8, frozen: 0 },
      operation: { type: 'transform', kernelEntries: 8 * 4 * 9 },
    });
    const own = weights.filter((weight) => weight.layer === 'normed');
    expect(own.map(({ size }) => size).sort((a, b) => a - b)).toEqual([8, 8, 8 * 4 * 9]);
  });
});

describe('an operation', () => {
  it('with a number or a parameter scales; with two tensors it merges', () => {
    const { layer } = read('odd');
    const scale = { type: 'passive', effect: 'scale' };
    expect(layer('mul').operation).toEqual(scale);
    expect(layer('mul').parameters.trainable).toBe(8);
    expect(layer('div').operation).toMatchObject(scale);
    expect(layer('add_1').operation).toMatchObject(scale);
    expect(layer('add').operation).toEqual({ type: 'merge', how: 'add' });
    expect(layer('mul_1').operation).toEqual({ type: 'merge', how: 'multiply' });
  });

  it('with several outputs is one layer', () => {
    const { layer, inputsOf } = read('odd');
    expect(layer('chunk').outputShape).toEqual([
      [null, 4, 10, 10],
      [null, 4, 10, 10],
    ]);
    expect(inputsOf('abs')).toEqual(['chunk:1']);
    expect(inputsOf('cat')).toEqual(['chunk:0', 'abs:0']);
  });

  it('joins a parameter as a source of its own', () => {
    const { layer, inputsOf } = read('odd');
    expect(inputsOf('cat_1')).toEqual(['token:0', 'transpose:0']);
    expect(layer('token')).toMatchObject({
      kind: 'Parameter',
      operation: { type: 'source' },
      parameters: { trainable: 8 },
    });
    expect(read('vit_b_16').layer('class_token').parameters.trainable).toBe(768);
  });

  it('reads learned queries from one source', () => {
    const { graph, inputsOf, outputs } = read('queries');
    const sources = graph.layers.filter(({ kind }) => kind === 'Parameter');
    expect(sources.map(({ name }) => name)).toEqual(['queries']);
    expect(inputsOf('add')).toContain('queries:0');
    expect(findSkips(graph).items.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['identityAdd', 'queries', 'add'],
      ['identityAdd', 'add', 'add_1'],
    ]);
    // Values that the network itself reads on are no scores of classes.
    expect(outputs.map(({ activation }) => activation)).toEqual(['other', 'linear', 'linear']);
  });

  it('that only makes numbers or masks is part of what reads it', () => {
    const { layer, graph } = read('odd');
    expect(layer('where').operation).toEqual({ type: 'passive', effect: 'mask' });
    expect(graph.layers.map(({ kind }) => kind)).not.toContain('zeros_like');
    // The masks of shifted windows are written entry by entry.
    expect(read('swin_t').graph.layers.map(({ kind }) => kind)).not.toContain('setitem');
  });

  it('that gives whole numbers or ran without gradients hands none back', () => {
    const { layer } = read('odd');
    expect(layer('argmax').detached).toBe(true);
    expect(layer('head').detached).toBeUndefined();
  });

  it('that ran without gradients is on no skip connection, and costs what it did', () => {
    const recording = recordingNamed('resnet18');
    const isFrozen = (call: number | null) =>
      call !== null && recording.calls[call]!.module.startsWith('layer1');
    const nodes = recording.nodes.map((node) =>
      isFrozen(node.call) ? { ...node, noGradient: true } : node,
    );
    const { graph } = describeRecording({ ...recording, nodes }, context);
    // Its own two, and the one that forks where it ends.
    expect(findSkips(graph).items).toHaveLength(8 - 3);
    expect(describeNetwork(graph).totals.macs).toBe(
      describeNetwork(read('resnet18').graph).totals.macs,
    );
  });

  it('of attention is one layer in the group of its module', () => {
    const { layer, graph } = read('odd');
    expect(layer('attention')).toMatchObject({
      kind: 'MultiheadAttention',
      operation: { type: 'transform', family: 'attention' },
      group: 'attention',
      batchAxis: 1,
    });
    // Four projections of 8 by 8 at 101 places, scores and sums of 101 by 101.
    const { layers } = describeNetwork(graph);
    expect(layers.find(({ id }) => id === 'attention')?.macs).toBe(101 * 4 * 64 + 2 * 101 ** 2 * 8);
  });

  it('of recurrence counts one product of all kernels for each time step', () => {
    const { layers } = describeNetwork(read('recurrent').graph);
    const directions = 2 * 4 * 48 * (32 + 48) + 2 * 4 * 48 * (96 + 48);
    expect(layers.find(({ id }) => id === 'lstm')?.macs).toBe(12 * directions);
  });

  it('that gates a residual is a gate and no skip connection of its own', () => {
    const { items, gates } = findSkips(read('odd').graph);
    expect(items.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['identityAdd', 'relu', 'add'],
      ['identityAdd', 'cat_1', 'add_2'],
    ]);
    expect(gates).toEqual([{ layer: 'mul_1', from: 'add_2' }]);
  });
});

describe('a slot', () => {
  it('is told as the input that the recorded operation has there', () => {
    const { slots, layers } = read('odd');
    const { nodes } = recordingNamed('odd');
    const named = (op: string, nth = 0) => {
      const node = nodes.flatMap((each, i) => (each.op === op ? [i] : []))[nth]!;
      return slots.get(layers.get(node)!.id)?.map((at) => nodes[node]!.inputs[at]!.slot);
    };
    expect(named('where')).toEqual(['x']);
    expect(named('cat', 1)).toEqual(['tensors.0', 'tensors.1']);
    expect(named('multi_head_attention_forward')).toEqual(['query', 'key', 'value']);
    expect(named('conv2d')).toEqual(['input']);
  });
});

describe('parts of unequal size', () => {
  it('are no change of resolution, and joined again no skip connection', () => {
    const { graph, layer } = read('tokens');
    expect(layer('tensor_split').outputShape).toEqual([
      [null, 1, 8],
      [null, 16, 8],
    ]);
    expect(findSkips(graph).items).toMatchObject([
      { kind: 'identityAdd', reach: 'short', spatialChange: 'down', to: 'add' },
    ]);
  });
});

describe('channels', () => {
  it('come first in images, and last behind a permutation', () => {
    const { layer } = read('convnext_tiny');
    const axes = [
      'x',
      'features.0.0',
      'features.1.0.block.0',
      'features.1.0.block.3',
      'classifier.2',
    ];
    expect(axes.map((id) => layer(id).channelAxis)).toEqual([1, 1, 1, undefined, undefined]);
  });

  it('stay where they are as positions become a sequence', () => {
    const { graph, layer } = read('vit_b_16');
    const patches = graph.layers.find(({ kind }) => kind === 'reshape')!;
    expect(patches.outputShape).toEqual([[null, 768, 196]]);
    expect(patches.channelAxis).toBe(1);
    expect(layer('permute').channelAxis).toBeUndefined();
  });

  it('are counted apart from windows that join the batch', () => {
    const { layers } = describeNetwork(read('swin_t').graph);
    // 64 windows of 49 places: 3,136 in all.
    expect(layers.find(({ id }) => id === 'linear')).toMatchObject({
      outputShape: [[null, 49, 288]],
      macs: 64 * 49 * 96 * 288,
      activationBytes: 64 * 49 * 288 * 4,
    });
  });

  it('leave each place of a map to the receptive field', () => {
    const { layers } = describeNetwork(read('convnext_tiny').graph);
    const field = (id: string) => layers.find((each) => each.id === id)?.receptiveField;
    expect(field('features.0.0')).toEqual([4, 4]);
    expect(field('features.1.0.block.0')).toEqual([28, 28]);
    expect(field('features.1.0.block.5')).toEqual([28, 28]);
  });
});

describe('the model', () => {
  it('has the modules that hold several layers as groups', () => {
    const { graph } = read('resnet18');
    const parents = new Map(graph.groups.map(({ id, parent }) => [id as string, parent]));
    expect(parents.get('layer1')).toBeNull();
    expect(parents.get('layer1.0')).toBe('layer1');
    expect(parents.get('layer2.0.downsample')).toBe('layer2.0');
  });

  it('tells its inputs and outputs', () => {
    expect(read('decoder')).toMatchObject({
      framework: 'torch',
      inputs: [{ layer: 'tokens', shape: [null, 32], dtype: 'int32' }],
      outputs: [{ layer: 'lm_head', shape: [null, 32, 65], activation: 'logits' }],
    });
    expect(read('recurrent').outputs[0]?.activation).toBe('sigmoid');
    expect(read('unet').outputs[0]?.activation).toBe('linear');
  });

  it('has no weight twice where two modules share it', () => {
    const { weights, parameters, layer } = read('decoder');
    expect(new Set(parameters).size).toBe(weights.length);
    expect(weights.find(({ layer: id }) => id === 'wte')?.size).toBe(65 * 96);
    expect(layer('lm_head').parameters.trainable).toBe(0);
    expect(layer('lm_head').operation).toMatchObject({ kernelEntries: 65 * 96 });
  });

  it('knows the units that can die or saturate', () => {
    const { nonlinearities } = read('mobilenet_v2');
    expect(new Set(nonlinearities.values())).toEqual(new Set(['rectifier']));
    expect(nonlinearities.size).toBe(35);
    expect(read('recurrent').nonlinearities.get('sigmoid' as LayerNode['id'])).toBe('sigmoid');
  });
});
