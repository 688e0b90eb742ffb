import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/shared/base/json';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { Call, dataTypeOf } from '../../../../src/engine/tfjs/torchOps/values/call';
import { lowerings } from '../../../../src/engine/tfjs/torchOps/lowerings';
import {
  inOrder,
  keptAsPicture,
  ordered,
  type Value,
} from '../../../../src/engine/tfjs/torchOps/values/value';
import { testBackend } from '../../../support/testBackend';

interface Listed {
  readonly shape: number[];
  readonly dtype: string;
  readonly values: number[];
  readonly gradient: number[] | null;
}

interface OperationCase {
  readonly name: string;
  readonly op: string;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly operands: readonly (Listed & { readonly slot: string })[];
  readonly outputs: readonly Listed[];
}

const { cases } = JSON.parse(readFileSync('test/fixtures/torchOperations.json', 'utf8')) as {
  cases: OperationCase[];
};

const tensorOf = ({ values, shape, dtype }: Listed): tf.Tensor =>
  tf.tensor(values, shape, dataTypeOf(dtype));

/** Largest difference, relative to the largest entry of the expected list. */
function error(found: ArrayLike<number>, expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(1, ...expected.filter(Number.isFinite).map(Math.abs));
  return Math.max(
    0,
    ...expected.map((value, i) =>
      value === found[i] ? 0 : Math.abs(value - (found[i] ?? NaN)) / scale,
    ),
  );
}

/** Runs a case on operands that are stored as `store` says. */
function run(
  one: OperationCase,
  tensors: readonly tf.Tensor[],
  store: (x: tf.Tensor) => Value,
): readonly Value[] {
  const node = {
    op: one.op,
    inputs: [],
    attributes: one.attributes,
    outputs: one.outputs.map(({ shape, dtype }) => ({ shape, dtype })),
    call: null,
    at: [],
    inPlace: false,
    noGradient: false,
  };
  const operands = new Map(
    one.operands.map(({ slot }, i) => [slot, store(tensors[i] as tf.Tensor)] as const),
  );
  const made = lowerings[one.op]!(new Call(node, operands, 2));
  return 'tensor' in made ? [made] : made;
}

/** Differences of the results and of the gradients of all operands. */
function compare(
  one: OperationCase,
  store: (x: tf.Tensor) => Value,
): { results: number; gradients: number } {
  const tensors = one.operands.map(tensorOf);
  const made = run(one, tensors, store).map(inOrder);
  const results = one.outputs.map((output, i) => {
    expect(made[i]?.shape, one.name).toEqual(output.shape);
    return error(made[i]!.dataSync(), output.values);
  });
  const trained = one.operands.flatMap(({ gradient }, i) => (gradient ? [i] : []));
  if (trained.length === 0) return { results: Math.max(...results), gradients: 0 };
  const total = (...given: tf.Tensor[]): tf.Tensor => {
    const all = tensors.map((tensor, i) =>
      trained.includes(i) ? given[trained.indexOf(i)]! : tensor,
    );
    const outputs = run(one, all, store).map(inOrder);
    return tf.addN(
      one.outputs.flatMap(({ gradient, shape }, i) =>
        gradient ? [tf.sum(tf.mul(outputs[i]!, tf.tensor(gradient, shape)))] : [],
      ),
    );
  };
  const found = tf.grads(total)(trained.map((i) => tensors[i]!));
  const gradients = trained.map((i, at) =>
    error(found[at]!.dataSync(), one.operands[i]!.gradient!),
  );
  return { results: Math.max(...results), gradients: Math.max(...gradients) };
}

const LIMIT = 2e-5;

describe('an operation of torch, against torch itself', () => {
  beforeAll(() => openBackend(testBackend));

  it.each(cases)('$name gives its results and gradients', (one) => {
    const found = tf.tidy(() => compare(one, ordered));
    expect(found.results).toBeLessThan(LIMIT);
    expect(found.gradients).toBeLessThan(LIMIT);
  });

  it.each(
    cases.filter(
      ({ operands: [first] }) => (first?.shape.length ?? 0) >= 3 && first?.dtype === 'float32',
    ),
  )('$name does so on operands that keep their channels last', (one) => {
    const rank = one.operands[0]!.shape.length;
    const store = (x: tf.Tensor): Value =>
      x.rank === rank && x.dtype === 'float32' ? keptAsPicture(x) : ordered(x);
    const found = tf.tidy(() => compare(one, store));
    expect(found.results).toBeLessThan(LIMIT);
    expect(found.gradients).toBeLessThan(LIMIT);
  });
});

describe('a mask of infinities', () => {
  beforeAll(() => openBackend(testBackend));

  it('has zeros beside its diagonal, and none that is no number', () => {
    const listed = { shape: [3, 3], dtype: 'float32', gradient: null };
    const values = Array<number>(9).fill(-Infinity);
    const one: OperationCase = {
      name: 'triu',
      op: 'triu',
      attributes: { diagonal: 1 },
      operands: [{ ...listed, slot: 'input', values }],
      outputs: [{ ...listed, values }],
    };
    const [made] = tf.tidy(() => run(one, one.operands.map(tensorOf), ordered).map(inOrder));
    const none = -Infinity;
    expect([...made!.dataSync()]).toEqual([0, none, none, 0, 0, none, 0, 0, 0]);
    made!.dispose();
  });
});

describe('a parameter that is repeated for each sample', () => {
  beforeAll(() => openBackend(testBackend));

  it.each([
    ['expand', 'size', [null, -1, -1]],
    ['repeat', 'repeats', [null, 1, 1]],
  ] as const)('by %s has the batch of the run', (op, name, counts) => {
    const node = {
      ...{ op, inputs: [], attributes: { [name]: counts }, call: null, at: [] },
      ...{ inPlace: false, noGradient: false },
      outputs: [{ shape: [null, 1, 2], dtype: 'float32' }],
    };
    const made = tf.tidy(() => {
      const operands = new Map([['input', ordered(tf.tensor([[[5, 7]]]))]]);
      const value = lowerings[op]!(new Call(node, operands, 3)) as Value;
      return inOrder(value).arraySync();
    });
    expect(made).toEqual([[[5, 7]], [[5, 7]], [[5, 7]]]);
  });
});
