import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { testBackend } from '../../support/testBackend';
import { layerOf, oneStep, probeOf } from './probing';

const L = tf.layers;

/** A layer of the user's own that maps the shape [_, n] to [_, width]. */
function own(
  call: (x: tf.Tensor) => tf.Tensor,
  { width, ...config }: { width: number; name: string; inputShape?: number[] },
): tf.layers.Layer {
  class Own extends L.Layer {
    static get className() {
      return 'Own';
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return call(Array.isArray(inputs) ? inputs[0]! : inputs);
    }
    override computeOutputShape(shape: tf.Shape): tf.Shape {
      return [shape[0]!, width];
    }
  }
  return new Own(config);
}
const topTwo = (x: tf.Tensor): tf.Tensor => tf.topk(x, 2).values;
const out = () => L.dense({ units: 2, name: 'out' });
const sentenceOf = (probing: Promise<unknown>) =>
  probing.then(
    () => 'no failure',
    (error: unknown) => explainFailure(toFailureInfo(error)),
  );

/** Identity with a weight that has a gradient of one, and an input that has none. */
const weighing = 'Weighing';
const gradientOf: Record<string, (x: tf.Tensor) => () => tf.Tensor> = {
  missing: () => () => {
    throw new Error('There is no gradient here.');
  },
  'too large': () => () => {
    throw new RangeError('Array buffer allocation failed');
  },
};
class Weighing extends L.Layer {
  private weight!: tf.LayerVariable;

  constructor(private readonly ofInput: string) {
    super({ name: 'first', inputShape: [8] });
  }
  static get className() {
    return weighing;
  }
  override build(): void {
    this.weight = this.addWeight('w', [1], 'float32', tf.initializers.ones());
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.engine().runKernel(weighing, { x, w: this.weight.read() }, { ofInput: this.ofInput });
  }
}
function registerWeighing(): void {
  tf.registerKernel({
    kernelName: weighing,
    backendName: tf.getBackend(),
    kernelFunc: ({ inputs, backend }) => {
      const { dataId, shape, dtype } = inputs['x']!;
      (backend as { incRef(dataId: object): void }).incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
  tf.registerGradient({
    kernelName: weighing,
    inputsToSave: ['x'],
    gradFunc: (_dy, [x], { ofInput }) => ({
      x: gradientOf[ofInput as string]!(x!),
      w: () => tf.ones([1]),
    }),
  });
}

beforeAll(async () => {
  await openBackend(testBackend);
  registerWeighing();
});

describe('a layer without a gradient', () => {
  it.each<[string, () => tf.layers.Layer[]]>([
    ['top-k', () => [own(topTwo, { width: 2, name: 'first', inputShape: [8] })]],
    [
      'a centre crop',
      () => [
        L.centerCrop({ height: 6, width: 6, name: 'first', inputShape: [8, 8, 1] }),
        L.flatten(),
      ],
    ],
  ])('lets everything after it be probed where it comes first: %s', async (_, front) => {
    const make = () => tf.sequential({ layers: [...front(), out()] });
    const { probe, notMeasured } = await probeOf(make, oneStep);
    expect(layerOf(probe, 'out').weights[0]?.gradient?.l2).toBeGreaterThan(0);
    const [input] = probe.layers;
    expect(input?.activationGradient).toBeUndefined();
    expect(notMeasured).toContainEqual(
      expect.objectContaining({ layer: input?.layer, quantity: 'activationGradient' }),
    );
  });

  it('is trained where only the gradient of its input is missing', async () => {
    const make = () => tf.sequential({ layers: [new Weighing('missing'), out()] });
    const { probe, notMeasured } = await probeOf(make, oneStep);
    expect(layerOf(probe, 'first').weights[0]?.gradient?.l2).toBe(1);
    const [input] = probe.layers;
    expect(input?.activationGradient).toBeUndefined();
    expect(notMeasured).toContainEqual(
      expect.objectContaining({ layer: input?.layer, quantity: 'activationGradient' }),
    );
  });

  it('is not one whose gradient does not fit into memory', async () => {
    const make = () => tf.sequential({ layers: [new Weighing('too large'), out()] });
    await expect(probeOf(make, oneStep)).rejects.toMatchObject({
      code: 'out-of-memory',
      detail: { code: 'training.no-room' },
    });
  });

  it('leaves the other input of a merge measured', async () => {
    const make = () => {
      const [a, b] = [tf.input({ shape: [8], name: 'a' }), tf.input({ shape: [2], name: 'b' })];
      const best = own(topTwo, { width: 2, name: 'best' }).apply(a) as tf.SymbolicTensor;
      const sum = L.add({ name: 'sum' }).apply([best, b]) as tf.SymbolicTensor;
      return tf.model({ inputs: [a, b], outputs: out().apply(sum) as tf.SymbolicTensor });
    };
    const { probe } = await probeOf(make, oneStep);
    expect(layerOf(probe, 'a').activationGradient).toBeUndefined();
    expect(layerOf(probe, 'b').activationGradient?.l2).toBeGreaterThan(0);
  });

  it('is named where training needs its gradient', async () => {
    const make = () =>
      tf.sequential({
        layers: [
          L.dense({ units: 8, inputShape: [4] }),
          own(topTwo, { width: 2, name: 'best' }),
          out(),
        ],
      });
    expect(await sentenceOf(probeOf(make, oneStep))).toMatch(/layer best \(Own\).*TopK/);
  });

  it('is named where the code of its gradient throws', async () => {
    const throwing = (x: tf.Tensor): tf.Tensor =>
      tf.customGrad((value) => ({
        value: tf.clone(value as tf.Tensor),
        gradFunc: () => {
          throw new Error('not differentiable today');
        },
      }))(x);
    const make = () =>
      tf.sequential({
        layers: [L.dense({ units: 8, inputShape: [4] }), own(throwing, { width: 8, name: 'odd' })],
      });
    expect(await sentenceOf(probeOf(make, oneStep))).toMatch(
      /layer odd \(Own\).*not differentiable today/,
    );
  });
});
