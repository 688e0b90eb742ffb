import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layerCounts } from '../../../../src/analysis/cost/training/layerCounts';
import { trainingMemory } from '../../../../src/analysis/cost/training/trainingMemory';
import { readRecording } from '../../../../src/engine/frontends/python/network/describeRecording';
import { sumCounts } from '../../../../src/shared/report/profileSums';
import { describedRecording, recordingNamed } from '../../../support/recordings';
import { NetworkBuilder } from '../../../support/networkBuilder';

interface Reference {
  readonly parameters: number;
  readonly buffers: number;
  readonly bytes: Readonly<Record<string, number>>;
  readonly forward: number;
  readonly backward: number;
}

/** The counts of FlopCounterMode and `numel` of real PyTorch; `test/support/python/make_profiles.py` wrote it. */
const { networks } = JSON.parse(readFileSync('test/fixtures/profileCounts.json', 'utf8')) as {
  readonly networks: Readonly<Record<string, Reference>>;
};

const total = (name: string) => {
  const { graph } = describedRecording(name).description;
  return sumCounts([...layerCounts(graph, 1).values()]);
};

/** FlopCounterMode (torch 2.13) counts the backward pass of a grouped convolution as that of a whole one. */
const hasGroups = (name: string): boolean =>
  recordingNamed(name).nodes.some(({ attributes }) => Number(attributes['groups'] ?? 1) > 1);

/** A first state and learned queries need no gradient inside of a layer: it is counted all the same. */
const overcounted: Readonly<Record<string, number>> = { recurrent: 0.02, queries: 0.13 };

const off = (ours: number, theirs: number): number => Math.abs(ours / theirs - 1);

describe('the counts of a training step, beside those of PyTorch', () => {
  it.each(Object.entries(networks))('%s', (name, reference) => {
    const counts = total(name);
    const { trainable, frozen } = counts.parameters;
    expect(trainable + frozen).toBe(reference.parameters);
    expect(counts.buffers).toBe(reference.buffers);
    expect(counts.weightBytes).toEqual(reference.bytes);
    expect(off(counts.macs!.forward, reference.forward)).toBeLessThan(0.01);
    if (hasGroups(name)) return;
    const within = overcounted[name] ?? 0.01;
    expect(off(counts.macs!.backward, reference.backward)).toBeLessThan(within);
  });
});

it('counts bytes of the types that the model holds', () => {
  const asFloats = recordingNamed('resnet18');
  const halved = JSON.parse(
    JSON.stringify(asFloats).replaceAll('"float32"', '"bfloat16"'),
  ) as typeof asFloats;
  const place = { file: 'net.py', line: 1, column: 1 };
  const { graph } = readRecording(halved, {
    name: 'Net',
    source: place,
    arguments: [],
  }).description;
  const [own, half] = [describedRecording('resnet18').description.graph, graph].map((network) => ({
    counts: sumCounts([...layerCounts(network, 2).values()]),
    memory: trainingMemory({
      ...{ graph: network, skips: [], batchSize: 2 },
      ...{ optimizerBytes: 0, optimizer: 'sgd', library: 'torch' },
    }),
  }));
  const { float32, int64 } = own!.counts.weightBytes;
  expect(half!.counts.weightBytes).toEqual({ bfloat16: float32! / 2, int64 });
  expect(half!.counts.activationBytes).toBe(own!.counts.activationBytes! / 2);
  expect(half!.memory!.parts.gradients).toBe(own!.memory!.parts.gradients / 2);
  expect(half!.memory!.parts.activations).toBe(own!.memory!.parts.activations / 2);
});

it('counts no gradient of an input that needs none, and both where one does', () => {
  const net = new NetworkBuilder();
  const first = net.conv(net.input(8, 8, 3), 4);
  const second = net.conv(first, 4);
  const counts = layerCounts(net.graph(second), 2);
  const [, one, two] = [...counts.values()];
  expect(one!.macs).toEqual({ forward: 2 * 64 * 108, backward: 2 * 64 * 108 });
  expect(two!.macs).toEqual({ forward: 2 * 64 * 144, backward: 4 * 64 * 144 });
  expect(one!.flops!.forward).toBe(2 * one!.macs!.forward + 2 * 64 * 4);
  expect(one!.activationBytes).toBe(2 * 64 * 4 * 4);
});
