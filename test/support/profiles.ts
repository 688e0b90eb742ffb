import type { LayerCost, Profile } from '../../src/shared/report/profile';
import type { Report } from '../../src/shared/report/report';

const even = (median: number) => ({ lower: median, median, upper: median });
const counts = {
  macs: { forward: 1e6, backward: 2e6 },
  flops: { forward: 2e6, backward: 4e6 },
  parameters: { trainable: 100, frozen: 0 },
  buffers: 0,
  weightBytes: { float32: 400 },
  activationBytes: 4096,
  keptBytes: 4096,
};
const parts = {
  weights: 400,
  gradients: 400,
  optimizer: 0,
  batch: 200,
  activations: 3000,
  workspace: 1000,
};

/** A profile of a step of 20 ms, in which every layer takes 1 ms longer than the one before. */
export function profileOf({ network }: Pick<Report, 'network'>): Profile {
  const layers = network.layers.map(({ id }, at): LayerCost => {
    const total = even(at + 1);
    const time = { forward: total, backward: total, update: total, total, share: 0.1 };
    return { layer: id, counts, time };
  });
  return {
    batchSize: 16,
    optimizer: 'sgd',
    loss: 'mse',
    timed: 'lowered',
    layers,
    seconds: 2,
    totals: counts,
    step: { warmup: 2, steps: 5, untapped: even(20), covered: 0.97 },
    memory: { parts, peak: 5000, peakAt: 0, curve: [], owners: [], heldBySkips: 0 },
    batches: {
      points: [4, 16].map((batchSize) => ({ batchSize, step: even(20), samplesPerSecond: 500 })),
      time: { fixed: 10, perSample: 1 },
      memory: { fixed: 1000, perSample: 100, from: 'estimate' },
      growsFrom: 10,
    },
  };
}
