import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../../src/engine/tfjs/backends/openBackend';
import { drawsFrom, toTensor } from '../gradients/values';
import { arrangements } from './arrangements';
import type { ForwardCase } from './case';
import { elementwise } from './elementwise';
import { windows } from './windows';

const { uniform } = drawsFrom(5);

/** Beyond what two orders of a float32 sum, or two approximations of a function, differ by. */
const TOLERANCE = 1e-4;

const cases: readonly ForwardCase[] = [...windows, ...elementwise, ...arrangements];
const operands = cases.map(({ shapes }) => shapes.map((shape) => uniform(shape)));

interface Result {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** The results on one backend, by case; a refused case has its error. */
async function resultsOn(backend: 'wasm' | 'cpu'): Promise<(Result | Error)[]> {
  await openBackend(backend);
  return cases.map(({ run }, i) => {
    try {
      const result = tf.tidy(() => tf.cast(run(...operands[i]!.map(toTensor)), 'float32'));
      const values = result.dataSync();
      result.dispose();
      return { shape: result.shape, values };
    } catch (error) {
      return error as Error;
    }
  });
}

/** Distance between two results, relative to values above 1; infinite if only one of them is a number. */
function distance(one: Result, other: Result): number {
  if (String(one.shape) !== String(other.shape)) return Infinity;
  return Array.from(one.values).reduce((worst, a, i) => {
    const b = other.values[i] ?? NaN;
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return worst;
    const apart = Math.abs(a - b) / Math.max(1, Math.abs(b));
    return Math.max(worst, Number.isNaN(apart) ? Infinity : apart);
  }, 0);
}

describe('forward kernels of wasm give what the plain JavaScript ones give', () => {
  let wasm: (Result | Error)[];
  let cpu: (Result | Error)[];

  beforeAll(async () => {
    wasm = await resultsOn('wasm');
    cpu = await resultsOn('cpu');
  });

  it.each([...new Set(cases.map(({ operation }) => operation))])('%s', (operation) => {
    const wrong = cases.flatMap((each, i) => {
      const [one, other] = [wasm[i]!, cpu[i]!];
      if (each.operation !== operation) return [];
      if (one instanceof Error) return [`${each.variant}: ${one.message}`];
      if (other instanceof Error) return [`${each.variant}: ${other.message}`];
      const apart = distance(one, other);
      return apart <= TOLERANCE ? [] : [`${each.variant}: ${apart}`];
    });
    expect(wrong).toEqual([]);
  });
});
