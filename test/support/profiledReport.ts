import type { LayerCost, LayerTime, Profile, Quartiles } from '../../src/shared/report/profile';
import { sumCounts } from '../../src/shared/report/profileSums';
import type { Report } from '../../src/shared/report/report';
import { message } from '../../src/shared/words/message';

/** A middle with quartiles a tenth to either side. */
const around = (median: number): Quartiles => ({
  lower: median * 0.9,
  median,
  upper: median * 1.1,
});

function timeOf(milliseconds: number, step: number): LayerTime {
  return {
    forward: around(milliseconds * 0.3),
    backward: around(milliseconds * 0.6),
    update: around(milliseconds * 0.1),
    total: around(milliseconds),
    share: milliseconds / step,
  };
}

interface Made {
  /** Milliseconds of the layer at a position; the input takes none. */
  readonly millisecondsOf?: (at: number) => number;
  /** A device that gives no time of a layer. */
  readonly untimed?: boolean;
}

/** Made-up costs of a report's layers: layer n of the network takes n milliseconds, a step 1.25 times their sum. */
export function profiledReport(
  report: Report,
  { millisecondsOf, untimed }: Made = {},
): Report & {
  readonly profile: Profile;
} {
  const { layers } = report.network;
  const timeAt = millisecondsOf ?? ((at: number) => at);
  const step = 1.25 * layers.reduce((sum, _, at) => sum + timeAt(at), 0);
  const costs = layers.map(({ id, macs = 0, parameters }, at): LayerCost => {
    const traffic = 4 * (65_536 + parameters.trainable);
    return {
      layer: id,
      counts: {
        macs: { forward: macs, backward: 2 * macs },
        flops: { forward: 2 * macs, backward: 4 * macs },
        parameters,
        buffers: 0,
        weightBytes: { float32: 4 * parameters.trainable },
        activationBytes: 65_536,
        keptBytes: 65_536,
        trafficBytes: { forward: traffic, backward: 2 * traffic },
      },
      ...(!untimed && at > 0 && { time: timeOf(timeAt(at), step) }),
      roofline: { intensity: macs / traffic, bound: macs / traffic < 10 ? 'memory' : 'compute' },
    };
  });
  const curve = [
    ...layers.map(({ id }, at) => ({
      phase: 'forward' as const,
      layer: id,
      bytes: 1e6 + at * 65_536,
    })),
    ...[...layers].reverse().map(({ id }, at) => ({
      phase: 'backward' as const,
      layer: id,
      bytes: 1e6 + (layers.length - at + 1) * 65_536,
    })),
    { phase: 'update' as const, bytes: 1e6 },
  ];
  const peak = Math.max(...curve.map(({ bytes }) => bytes));
  const parts = {
    weights: 4e5,
    gradients: 4e5,
    optimizer: 1e5,
    batch: 1e5,
    activations: peak - 1e6 - 65_536,
    workspace: 65_536,
  };
  const profile: Profile = {
    batchSize: 16,
    optimizer: 'sgd',
    loss: 'categoricalCrossentropy',
    timed: 'own',
    totals: sumCounts(costs.map(({ counts }) => counts)),
    layers: costs,
    step: {
      warmup: 2,
      steps: 5,
      untapped: around(step),
      ...(!untimed && {
        tapped: around(step * 1.02),
        tapCost: 0.02 * step,
        phases: {
          forward: around(0.3 * step),
          backward: around(0.6 * step),
          update: around(0.1 * step),
        },
        loss: around(0.05 * step),
        covered: 0.85,
      }),
    },
    memory: {
      parts,
      peak,
      peakAt: curve.findIndex(({ bytes }) => bytes === peak),
      curve,
      owners: layers.map(({ id }, at) => ({
        layer: id,
        bytes: 65_536 + (layers.length - at),
        ...(at === 1 && { heldBySkip: true as const }),
      })),
      heldBySkips: 0.1,
      measured: { bytes: peak * 1.05, by: 'tensors' },
    },
    roof: { macsPerSecond: 5e9, bytesPerSecond: 5e8, ridge: 10 },
    batches: {
      points: [4, 8, 16].map((batchSize) => ({
        batchSize,
        step: around((step * (8 + batchSize)) / 24),
        samplesPerSecond: (24_000 * batchSize) / (step * (8 + batchSize)),
        peakBytes: 1e6 + batchSize * 1e5,
      })),
      time: { fixed: step / 3, perSample: step / 24 },
      memory: { fixed: 1e6, perSample: 1e5, from: 'measured' },
      growsFrom: 8,
    },
    seconds: 2,
  };
  return {
    ...report,
    profile,
    notMeasured: untimed
      ? [
          ...report.notMeasured,
          { quantity: 'layerTime', reason: message('notMeasured.asynchronous', { device: 'GPU' }) },
        ]
      : report.notMeasured,
  };
}
