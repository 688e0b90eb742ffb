import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { readLayersModel } from '../../../../src/engine/tfjs/layersModel/readLayersModel';
import type { Operation } from '../../../../src/shared/network/operation';
import { testContext } from './context';
import { testBackend } from '../../../support/testBackend';

type Call = (inputs: tf.Tensor[], weights: tf.Tensor[]) => tf.Tensor;
interface Own {
  readonly weights?: readonly number[][];
  readonly startsAtZero?: boolean;
  readonly output?: (shapes: tf.Shape[]) => tf.Shape;
}

/** A user's layer as one function; its class tells nothing. */
class OwnLayer extends tf.layers.Layer {
  static readonly className = 'OwnLayer';
  private own: tf.LayerVariable[] = [];
  constructor(
    private readonly work: Call,
    private readonly given: Own,
  ) {
    super({});
  }
  override build(shape: tf.Shape | tf.Shape[]): void {
    const { zeros, randomNormal } = tf.initializers;
    const initial = () =>
      this.given.startsAtZero ? zeros() : randomNormal({ stddev: 0.5, seed: 3 });
    this.own = (this.given.weights ?? []).map((each, i) =>
      this.addWeight(`w${i}`, each, 'float32', initial()),
    );
    super.build(shape);
  }
  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const shapes = (Array.isArray(shape[0]) ? shape : [shape]) as tf.Shape[];
    return this.given.output?.(shapes) ?? shapes[0]!;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const list = Array.isArray(inputs) ? inputs : [inputs];
    return tf.tidy(() =>
      this.work(
        list,
        this.own.map((weight) => weight.read()),
      ),
    );
  }
}

function operation(work: Call, shapes: number[][], given: Own = {}, dtype?: 'int32'): Operation {
  const inputs = shapes.map((shape) => tf.input({ shape, ...(dtype && { dtype }) }));
  const output = new OwnLayer(work, given).apply(inputs.length > 1 ? inputs : inputs[0]!);
  const model = tf.model({ inputs, outputs: output as tf.SymbolicTensor });
  const before = tf.memory().numTensors;
  const built = readLayersModel(model, testContext);
  expect(tf.memory().numTensors, 'nothing is left behind').toBe(before);
  return built.graph.layers.at(-1)!.operation;
}

beforeAll(() => openBackend(testBackend));

describe('an unknown layer of one input', () => {
  const unary = (f: (x: tf.Tensor) => tf.Tensor, shape = [6], given?: Own) =>
    operation(([x]) => f(x!), [shape], given);

  it.each<[string, (x: tf.Tensor) => tf.Tensor, Partial<Operation>]>([
    ['1 − x', (x) => tf.sub(1, x), { activation: { linear: true, range: 'boundKeeping' } }],
    ['3x', (x) => tf.mul(x, 3), { type: 'passive', effect: 'scale' }],
    ['x', (x) => tf.clone(x), { type: 'passive', effect: 'none' }],
    ['x + 5', (x) => tf.add(x, 5), { type: 'passive', effect: 'scale' }],
    ['a constant', (x) => tf.onesLike(x), { type: 'source', kernelEntries: 0 }],
    ['x·σ(x)', (x) => tf.mul(x, tf.sigmoid(x)), { activation: { linear: false, range: 'free' } }],
    ['σ(x)', (x) => tf.sigmoid(x), { activation: { linear: false, range: 'bounded' } }],
    ['exp(100x)', (x) => tf.exp(tf.mul(x, 100)), { activation: { linear: false, range: 'free' } }],
    ['softmax', (x) => tf.softmax(x), { activation: { linear: false, range: 'bounded' } }],
    [
      'x / RMS(x)',
      (x) => tf.div(x, tf.sqrt(tf.mean(tf.square(x), -1, true))),
      { type: 'normalization', family: 'other' },
    ],
  ])('%s', (_, f, expected) => expect(unary(f)).toMatchObject(expected));

  it('subsamples, repeats, pads channels, keeps a slice, or collapses the image', () => {
    const image = [8, 8, 4];
    const half = (x: tf.Tensor) => tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, 2, 2, 1]);
    const to = (shape: number[]) => ({ output: () => [null, ...shape] });
    expect(unary(half, image, to([4, 4, 4]))).toEqual({ type: 'resample', direction: 'down' });
    const double = (x: tf.Tensor) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [16, 16]);
    expect(unary(double, image, to([16, 16, 4]))).toEqual({ type: 'resample', direction: 'up' });
    const widen = (x: tf.Tensor) => tf.pad(x, [[0, 0], [0, 0], [0, 0], [2, 2]]); // prettier-ignore
    expect(unary(widen, image, to([8, 8, 8]))).toEqual({ type: 'passive', effect: 'pad' });
    const first = (x: tf.Tensor) => tf.slice(x, [0, 0, 0, 0], [-1, -1, -1, 2]);
    expect(unary(first, image, to([8, 8, 2]))).toEqual({ type: 'passive', effect: 'slice' });
    const mean = (x: tf.Tensor) => tf.mean(x, [1, 2]);
    expect(unary(mean, image, to([4]))).toEqual({ type: 'pool', global: true });
  });

  it('transforms if it owns a matrix, but not if it only adds a table', () => {
    const dense: Call = ([x], [w]) => tf.relu(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D));
    expect(operation(dense, [[6]], { weights: [[6, 6]] })).toMatchObject({
      type: 'transform',
      family: 'custom',
      kernelEntries: 36,
      appliedPer: 'sample',
    });
    const positions: Call = ([x], [table]) => tf.add(x!, table!);
    expect(operation(positions, [[5, 6]], { weights: [[5, 6]] })).toEqual({
      type: 'passive',
      effect: 'scale',
    });
  });

  it('attends if one end of a sequence reaches the other', () => {
    const attention: Call = ([x], [q, k, v]) => {
      const by = (w: tf.Tensor) =>
        tf.reshape(tf.matMul(tf.reshape(x!, [-1, 6]), w as tf.Tensor2D), x!.shape);
      return tf.matMul(tf.softmax(tf.matMul(by(q!), by(k!), false, true)), by(v!));
    };
    expect(operation(attention, [[5, 6]], { weights: [[6, 6], [6, 6], [6, 6]] })) // prettier-ignore
      .toMatchObject({ family: 'attention', tensorProducts: 2 * 5 * 5 * 6 });
  });

  describe('with a scale that starts at zero', () => {
    const zero = { weights: [[1]], startsAtZero: true };
    const scaled: Call = ([x], [g]) => tf.mul(x!, g!);

    it('scales', () => {
      expect(operation(scaled, [[6]], zero)).toEqual({ type: 'passive', effect: 'scale' });
    });

    it('adds what it scales', () => {
      const reZero: Call = ([x, y], [g]) => tf.add(x!, tf.mul(y!, g!));
      expect(operation(reZero, [[6], [6]], zero)).toEqual({ type: 'merge', how: 'add' });
    });

    it('bends what a scaled branch bends', () => {
      const own: Call = ([x], [g]) => tf.add(x!, tf.mul(tf.square(x!), g!));
      expect(operation(own, [[6]], zero)).toMatchObject({ type: 'activation' });
    });

    it('leaves the weight at zero', () => {
      const layer = new OwnLayer(scaled, zero);
      const input = tf.input({ shape: [6] });
      const outputs = layer.apply(input) as tf.SymbolicTensor;
      readLayersModel(tf.model({ inputs: input, outputs }), testContext);
      expect([...layer.getWeights()[0]!.dataSync()]).toEqual([0]);
    });
  });

  it('is a table where it reads integers', () => {
    const lookUp: Call = ([x], [table]) => tf.gather(table!, tf.cast(x!, 'int32'));
    const given = { weights: [[9, 4]], output: () => [null, 5, 4] };
    expect(operation(lookUp, [[5]], given, 'int32')).toEqual({ type: 'source', kernelEntries: 36 });
  });

  it('is opaque, but not linear, where it refuses to run on its own', () => {
    const refuses: Call = () => {
      throw new Error('no');
    };
    expect(operation(refuses, [[6]])).toMatchObject({ type: 'activation' });
    expect(operation(refuses, [[6]], { weights: [[6, 6]] })).toMatchObject({ type: 'transform' });
    expect(operation(refuses, [[6], [6]])).toEqual({ type: 'merge', how: 'unknown' });
  });

  it('is tried at its own size where it insists on it', () => {
    const size = [64, 64, 32];
    const picky: Call = ([x]) => {
      if (x!.shape[1] !== 64) throw new Error('64 only');
      return tf.sub(1, x!);
    };
    expect(operation(picky, [size])).toMatchObject({ activation: { range: 'boundKeeping' } });
  });

  it('owns the weights of layers that it holds, though training does not see them', () => {
    class Holder extends tf.layers.Layer {
      static readonly className = 'Holder';
      private readonly dense = tf.layers.dense({ units: 6, activation: 'tanh' });
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        const x = Array.isArray(inputs) ? inputs[0]! : inputs;
        return this.dense.apply(x) as tf.Tensor;
      }
    }
    const input = tf.input({ shape: [6] });
    const outputs = new Holder({}).apply(input) as tf.SymbolicTensor;
    const node = readLayersModel(tf.model({ inputs: input, outputs }), testContext).graph
      .layers[1]!;
    expect(node.kind).toBe('Holder');
    expect(node.parameters).toEqual({ trainable: 0, frozen: 42 });
  });
});

describe('an unknown layer of several inputs', () => {
  const two = [[6], [6]];
  it.each<[string, Call, Operation]>([
    ['a + b', ([a, b]) => tf.add(a!, b!), { type: 'merge', how: 'add' }],
    ['a + b / 10', ([a, b]) => tf.add(a!, tf.mul(b!, 0.1)), { type: 'merge', how: 'add' }],
    ['a − b', ([a, b]) => tf.sub(a!, b!), { type: 'merge', how: 'subtract' }],
    ['(a + b) / 2', ([a, b]) => tf.div(tf.add(a!, b!), 2), { type: 'merge', how: 'average' }],
    ['a · b', ([a, b]) => tf.mul(a!, b!), { type: 'merge', how: 'multiply' }],
    ['max(a, b)', ([a, b]) => tf.maximum(a!, b!), { type: 'merge', how: 'maximum' }],
    ['relu(a + b)', ([a, b]) => tf.relu(tf.add(a!, b!)), { type: 'merge', how: 'other' }],
    ['a · σ(b)', ([a, b]) => tf.mul(a!, tf.sigmoid(b!)), { type: 'merge', how: 'other' }],
  ])('%s', (_, work, expected) => expect(operation(work, two)).toEqual(expected));

  it('concatenates, on whichever axis', () => {
    const join: Call = (inputs) => tf.concat(inputs, 1);
    const given = { output: () => [null, 7, 2] };
    expect(operation(join, [[4, 2], [3, 2]], given)) // prettier-ignore
      .toEqual({ type: 'merge', how: 'concat', axis: 1 });
  });

  it('adds one vector to every pixel', () => {
    const add: Call = ([image, vector]) => tf.add(image!, vector!);
    expect(operation(add, [[4, 4, 3], [1, 1, 3]])).toEqual({ type: 'merge', how: 'add' }); // prettier-ignore
  });
});
