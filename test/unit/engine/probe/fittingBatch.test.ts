import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { fittingBatch, type FitAsked } from '../../../../src/engine/probe/fittingBatch';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { NetworkBuilder } from '../../../support/networkBuilder';

const GIBIBYTE = 1024 ** 3;

/** Maps of 64 × 64 × 64 through eight convolutions: 1 MiB each and sample. */
function asked(more: Partial<FitAsked> = {}): FitAsked {
  const net = new NetworkBuilder();
  let x = net.input(64, 64, 64);
  for (let layer = 0; layer < 8; layer++) x = net.conv(x, 64, { activation: 'relu' });
  const graph = net.graph(x);
  const inputs = [{ layer: graph.layers[0]!.id, shape: [null, 64, 64, 64] }];
  return {
    description: { graph, inputs } as unknown as FitAsked['description'],
    runtime: { backend: 'wasm', device: 'cpu' },
    skips: findSkips(graph),
    batchSize: 16,
    ceilingBytes: 4 * GIBIBYTE,
    ...more,
  };
}

describe('the batch of a probe', () => {
  it('stays as asked for where its steps fit', () => {
    expect(fittingBatch(asked())).toEqual({ batchSize: 16, notMeasured: [] });
  });

  it('is halved until they fit, and the report says so', () => {
    const fitting = fittingBatch(asked({ batchSize: 256 }));
    expect(fitting.batchSize).toBeLessThan(128);
    expect(fittingBatch(asked({ batchSize: fitting.batchSize })).notMeasured).toEqual([]);
    expect(fittingBatch(asked({ batchSize: 2 * fitting.batchSize })).batchSize).toBe(
      fitting.batchSize,
    );
    expect(fitting.notMeasured.map(({ reason }) => sentenceOf(reason))).toEqual([
      `256 samples may need more than 4.00 GiB, so the probe took ${fitting.batchSize}`,
    ]);
  });

  it('is never less than two', () => {
    expect(fittingBatch(asked({ ceilingBytes: 1 })).batchSize).toBe(2);
  });

  it('stays where the model takes no other', () => {
    const { description } = asked();
    const inputs = description.inputs.map((input) => ({ ...input, shape: [16, 64, 64, 64] }));
    const fixed = { description: { ...description, inputs }, ceilingBytes: 1 };
    expect(fittingBatch(asked(fixed)).batchSize).toBe(16);
  });

  it('stays on a GPU, whose memory is its own', () => {
    const runtime = { backend: 'tensorflow-gpu', device: 'A card' } as const;
    expect(fittingBatch(asked({ runtime, ceilingBytes: 1 })).batchSize).toBe(16);
  });
});
