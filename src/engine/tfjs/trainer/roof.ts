import * as tf from '@tensorflow/tfjs-core';
import type { DeviceRoof } from '../../model/stepTiming';

/** Long enough for the clock, and short enough for a slow backend. */
const LEAST_MILLISECONDS = 4;
const TRIES = 4;
const BYTES_PER_FLOAT = 4;

async function millisecondsOf(run: () => tf.Tensor): Promise<number> {
  const started = performance.now();
  const result = run();
  // On an asynchronous device nothing has run before a value is there.
  const one = tf.tidy(() => tf.slice(tf.reshape(result, [-1]), 0, 1));
  await one.data();
  tf.dispose([result, one]);
  return performance.now() - started;
}

/** Units per millisecond of the largest work that was tried, the fastest of a few runs. */
async function rateOf(
  sizes: readonly number[],
  work: (x: tf.Tensor, size: number) => { readonly run: () => tf.Tensor; readonly units: number },
  input: (size: number) => tf.Tensor,
): Promise<number> {
  let rate = 0;
  for (const size of sizes) {
    const x = input(size);
    const { run, units } = work(x, size);
    await millisecondsOf(run);
    let best = Infinity;
    for (let i = 0; i < TRIES; i++) best = Math.min(best, await millisecondsOf(run));
    x.dispose();
    rate = Math.max(rate, units / best);
    if (best >= LEAST_MILLISECONDS) break;
  }
  return rate;
}

/** The most that the backend does: a product of square matrices, and a copy with the sign turned. */
export async function measureRoof(): Promise<DeviceRoof> {
  const macs = await rateOf(
    [128, 256, 512, 1024],
    (x, size) => ({ run: () => tf.matMul(x, x), units: size ** 3 }),
    (size) => tf.ones([size, size]),
  );
  const bytes = await rateOf(
    [1 << 18, 1 << 20, 1 << 22],
    (x, size) => ({ run: () => tf.neg(x), units: 2 * BYTES_PER_FLOAT * size }),
    (size) => tf.ones([size]),
  );
  return { macsPerSecond: macs * 1000, bytesPerSecond: bytes * 1000 };
}
