import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { autocorrelation } from '../../../src/engine/experiments/correlation';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../support/testBackend';
import { openSeeded } from '../probe/probing';

beforeAll(() => openBackend(testBackend));

type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;

interface Scalar {
  readonly depth: number;
  readonly skips?: boolean;
  /** Factor of the bodies. */
  readonly beta?: number;
  readonly norm?: boolean;
}

/** The networks of Balduzzi et al. 2017, from a number to a number. */
function scalarNet({ depth, skips = false, beta = 1, norm = true }: Scalar): tf.LayersModel {
  const width = 200;
  const normal = () => tf.initializers.randomNormal({ mean: 0, stddev: 1 });
  const dense = (x: Symbolic): Symbolic => {
    const scale = 2 * beta * beta;
    const how = { scale, mode: 'fanIn', distribution: 'normal' } as const;
    const kernelInitializer = tf.initializers.varianceScaling(how);
    return apply(tf.layers.dense({ units: width, kernelInitializer }), x);
  };
  const input = tf.input({ shape: [1] });
  const first = { units: width, kernelInitializer: normal(), biasInitializer: normal() };
  const active = (x: Symbolic): Symbolic =>
    apply(tf.layers.reLU(), norm ? apply(tf.layers.batchNormalization(), x) : x);
  let x = apply(tf.layers.dense(first), input);
  for (let i = 1; i < depth; i++) {
    const body = dense(active(x));
    x = skips ? apply(tf.layers.add(), [x, body]) : body;
  }
  return tf.model({ inputs: input, outputs: apply(tf.layers.dense({ units: 1 }), active(x)) });
}

/** The correlation of neighbours among points from −2 to 2. */
async function neighbours(net: Scalar, seed: number): Promise<number> {
  const model = await openSeeded(() => scalarNet(net), seed);
  const optimizer = { name: 'sgd', learningRate: 0.1, origin: 'user' } as const;
  const lab = await model.experiment!(seed, { losses: [], optimizer });
  const points = 256;
  const values = Float32Array.from({ length: points }, (_, i) => -2 + (4 * i) / (points - 1));
  const batch = {
    inputs: [{ shape: [points, 1], dtype: 'float32' as const, values }],
    target: () => ({ shape: [0], dtype: 'float32' as const, values: new Float32Array() }),
  };
  const { gradient, rows } = await lab.inputGradient(batch, { mode: 'training', of: 0 });
  lab.dispose();
  model.dispose();
  return autocorrelation(gradient, rows, 2)[1]!;
}

describe('input gradients', () => {
  it('shatter with depth, less with skips, least with one layer: in every seed', async () => {
    for (let seed = 1; seed <= 3; seed++) {
      const [one, weak, residual, plain] = [
        await neighbours({ depth: 1, norm: false }, seed),
        await neighbours({ depth: 50, skips: true, beta: 0.1 }, seed),
        await neighbours({ depth: 50, skips: true }, seed),
        await neighbours({ depth: 24 }, seed),
      ];
      expect(one, `seed ${seed}`).toBeGreaterThan(weak);
      expect(weak, `seed ${seed}`).toBeGreaterThan(residual);
      expect(residual, `seed ${seed}`).toBeGreaterThan(plain);
    }
  });
});

describe('the autocorrelation', () => {
  it('is 1 at lag 0, falls for a ramp, and is −1 for what alternates', () => {
    const ramp = Array.from({ length: 100 }, (_, i) => i);
    const [zero, one] = autocorrelation(ramp, 100, 2);
    expect(zero).toBe(1);
    expect(one).toBeCloseTo(0.97, 2);
    const alternating = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(autocorrelation(alternating, 100, 2)[1]).toBeCloseTo(-0.99, 5);
  });
});
