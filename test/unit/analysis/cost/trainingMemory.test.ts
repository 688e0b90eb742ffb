import { describe, expect, it } from 'vitest';
import type { KeepingLibrary } from '../../../../src/analysis/cost/training/keepingRules';
import { trainingMemory } from '../../../../src/analysis/cost/training/trainingMemory';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { NetworkBuilder } from '../../../support/networkBuilder';

const memoryOf = (graph: NetworkGraph, library: KeepingLibrary, batchSize = 1) =>
  trainingMemory({
    ...{ graph, library, batchSize, optimizerBytes: 100, optimizer: 'sgd' },
    skips: findSkips(graph).items,
  });

/** One map of 8×8 pixels and 4 channels. */
const MAP = 8 * 8 * 4 * 4;

function residual() {
  const net = new NetworkBuilder();
  const first = net.conv(net.input(8, 8, 4), 4);
  const body = net.conv(first, 4);
  return net.graph(net.conv(net.add(first, body), 4));
}

describe('the memory of a training step', () => {
  it.each(['torch', 'tfjs'] as const)(
    'sums its parts up to the peak of its curve (%s)',
    (library) => {
      const memory = memoryOf(residual(), library)!;
      const sum = Object.values({ ...memory.parts }).reduce((total, bytes) => total + bytes, 0);
      expect(memory.peak).toBe(sum);
      expect(memory.peak).toBe(Math.max(...memory.curve.map(({ bytes }) => bytes)));
      expect(memory.curve[memory.peakAt]!.bytes).toBe(memory.peak);
      expect(memory.parts.weights).toBe(3 * 4 * (9 * 4 * 4 + 4));
      expect(memory.parts.optimizer).toBe(100);
      expect(memory.parts.batch).toBe(MAP);
    },
  );

  it('grows with the batch by what a sample takes', () => {
    const [one, two, three] = [1, 2, 3].map((batch) => memoryOf(residual(), 'torch', batch)!.peak);
    expect(three! - two!).toBe(two! - one!);
  });

  it('frees what autograd has used, and keeps what the tape holds to its end', () => {
    const [torch, tfjs] = [memoryOf(residual(), 'torch')!, memoryOf(residual(), 'tfjs')!];
    expect(tfjs.parts.workspace).toBeGreaterThan(torch.parts.workspace);
    expect(torch.curve.at(-1)!.bytes).toBe(
      torch.parts.weights * 2 + torch.parts.optimizer + torch.parts.batch,
    );
  });

  it('is not known where a shape is not', () => {
    const net = new NetworkBuilder();
    expect(memoryOf(net.graph(net.conv(net.input(null, null, 3), 4)), 'torch')).toBeUndefined();
  });

  it.each([
    ['sgd', 2 * 9 * 4 * 4],
    ['adam', 11 * 3 * (9 * 4 * 4 + 4)],
  ])('has what %s holds while it updates, in TensorFlow.js', (optimizer, entries) => {
    const memory = trainingMemory({
      ...{ graph: residual(), library: 'tfjs', batchSize: 1, optimizerBytes: 0, optimizer },
      skips: [],
    })!;
    const { weights, batch } = memory.parts;
    expect(memory.curve.at(-1)!.bytes).toBe(2 * weights + batch + 4 * entries);
  });

  it('has the matrix of windows that the WebAssembly backend folds, where a convolution strides', () => {
    const of = (stride: number, library: 'tfjs' | 'tfjsOnWasm') => {
      const net = new NetworkBuilder();
      const first = net.conv(net.input(8, 8, 4), 4);
      const second = net.conv(first, 4, { stride });
      const { curve } = memoryOf(net.graph(second), library)!;
      return curve.find(({ phase, layer }) => phase === 'backward' && layer !== undefined)!.bytes;
    };
    expect(of(1, 'tfjsOnWasm')).toBe(of(1, 'tfjs'));
    // 16 positions, 9 taps, 4 channels.
    expect(of(2, 'tfjsOnWasm') - of(2, 'tfjs')).toBe(4 * 16 * 9 * 4);
  });
});
