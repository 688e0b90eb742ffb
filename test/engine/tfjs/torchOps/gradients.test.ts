import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { runRecording } from '../../../../src/engine/tfjs/torchOps/runRecording';
import { inOrder } from '../../../../src/engine/tfjs/torchOps/values/value';
import type {
  RecordedParameter,
  Recording,
} from '../../../../src/shared/protocol/python/recording';
import { testBackend } from '../../../support/testBackend';

type EdgeNorm = readonly [node: number, input: number, norm: number];

/** A network as `make_gradients.py` trained it with real torch, one step for each seed. */
interface Trained {
  readonly name: string;
  readonly kind: 'smooth' | 'real';
  readonly input: number[];
  readonly recording: Recording;
  readonly seeds: readonly { readonly loss: number; readonly edges: readonly EdgeNorm[] }[];
}

const networks = JSON.parse(
  gunzipSync(readFileSync('test/fixtures/torchGradients.json.gz')).toString('utf8'),
) as Trained[];

const INPUT = 100001;
const TARGET = 100003;
const sizeOf = (shape: readonly number[]): number => shape.reduce((all, each) => all * each, 1);

/** Numbers from −1 to 1, by position: `drawn` of `make_gradients.py`. */
function drawn(count: number, which: number, seed: number): Float64Array {
  const own = Math.imul(which + 1, 0x85ebca6b) ^ Math.imul(seed + 1, 0xc2b2ae35);
  return Float64Array.from({ length: count }, (_, i) => {
    let bits = Math.imul(i + 1, 0x9e3779b1) ^ own;
    bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
    bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
    return (((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32) * 2 - 1;
  });
}

function weight({ name, shape, isBuffer }: RecordedParameter, at: number, seed: number): tf.Tensor {
  const values = drawn(sizeOf(shape), at, seed);
  const [scale, shift] =
    shape.length > 1
      ? [Math.sqrt(3 / sizeOf(shape.slice(1))), 0]
      : [0.1, name.endsWith('weight') ? 1 : 0];
  const made = isBuffer ? values.map(() => 0) : values.map((each) => each * scale + shift);
  return tf.tensor(Float32Array.from(made), [...shape]);
}

const filled = (shape: number[], which: number, seed: number): tf.Tensor =>
  tf.tensor(Float32Array.from(drawn(sizeOf(shape), which, seed)), shape);

/** ‖x‖ in double precision: a sum of squares in float32 loses four digits. */
const norm = (x: tf.Tensor): number =>
  Math.sqrt(Array.from(x.dataSync()).reduce((sum, each) => sum + each * each, 0));

/** The loss, and ‖∂L/∂x‖ of every edge that a gradient comes back on, by `node input`. */
function trainedHere({ recording, input }: Trained, seed: number) {
  const edges = new Map<string, number>();
  const parameters = recording.parameters.map((each, at) => tf.variable(weight(each, at, seed)));
  const x = tf.variable(filled(input, INPUT, seed));
  const seen = (key: string, value: tf.Tensor): tf.Tensor =>
    tf.customGrad((inside) => ({
      value: tf.clone(inside as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => {
        edges.set(key, norm(dy));
        return dy;
      },
    }))(value);
  const loss = (): tf.Scalar => {
    const [out] = runRecording(
      recording,
      { inputs: [x], parameter: (index) => parameters[index] as tf.Tensor },
      {
        edge: (node, at, value) =>
          value.dtype === 'float32' ? seen(`${node} ${at}`, value) : value,
        output: (_node, _output, value) => value,
      },
    );
    const made = inOrder(out!);
    return tf.losses.meanSquaredError(filled(made.shape, TARGET, seed), made);
  };
  const found = tf.tidy(() => tf.variableGrads(loss).value.dataSync()[0]!);
  tf.dispose([x, ...parameters]);
  return { edges, loss: found };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/**
 * For each edge of torch the relative differences of its norm over the seeds. A norm below `floor` of the largest counts
 * as that: float32 leaves some 1e-8 of the largest where a sum is zero or nearly so.
 */
function differences(network: Trained, floor: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  network.seeds.forEach(({ edges, loss }, seed) => {
    const here = trainedHere(network, seed);
    expect(Math.abs(here.loss / loss - 1)).toBeLessThan(1e-5);
    const least = floor * Math.max(...edges.map(([, , each]) => each));
    for (const [node, at, wanted] of edges) {
      const key = `${node} ${at}`;
      const difference = Math.abs((here.edges.get(key) ?? NaN) - wanted) / Math.max(wanted, least);
      found.set(key, [...(found.get(key) ?? []), difference]);
    }
  });
  return found;
}

const named = (kind: Trained['kind']) =>
  networks.filter((each) => each.kind === kind).map((each) => [each.name, each] as const);

describe('the gradients of a network are those of real torch', () => {
  beforeAll(() => openBackend(testBackend));

  // Nothing in them can flip, so that nothing but rounding is left.
  it.each(named('smooth'))('%s with smooth activations, on every edge', (_, network) => {
    const worst = [...differences(network, 1e-2)].map(
      ([key, [each = NaN]]) => [each, key] as const,
    );
    worst.sort(([a], [b]) => b - a);
    expect(worst[0]![0], `edge ${worst[0]![1]}`).toBeLessThan(3e-6);
  });

  // One ReLU that flips moves a gradient by a thousandth: the median of the seeds does not see it.
  it.each(named('real'))('%s with ReLU and max pooling, by the median of seeds', (_, network) => {
    const worst = Math.max(...[...differences(network, 1e-3).values()].map(median));
    expect(worst).toBeLessThan(1e-3);
  });
});
