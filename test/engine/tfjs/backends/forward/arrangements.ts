import * as tf from '@tensorflow/tfjs';
import { type ForwardCase, shapes } from './case';

type Shape = readonly number[];
type Run = ForwardCase['run'];

const reductions = ['all', 'any', 'logSumExp', 'max', 'mean', 'min', 'prod', 'sum'] as const;
const isTruth = (name: string): boolean => name === 'all' || name === 'any';

function reducing(shape: Shape, axis: number): ForwardCase[] {
  const kept = [true, false].flatMap((keep) =>
    reductions.map((operation): [string, string, Run] => [
      operation,
      keep ? 'kept' : 'dropped',
      (x) => tf[operation](isTruth(operation) ? tf.greater(x, -0.5) : x, axis, keep),
    ]),
  );
  const found: [string, string, Run][] = [
    ['argMax', '', (x) => tf.argMax(x, axis)],
    ['argMin', '', (x) => tf.argMin(x, axis)],
  ];
  return [...kept, ...found].map(([operation, variant, run]) => ({
    operation,
    variant: `[${shape}], axis ${axis} ${variant}`,
    shapes: [shape],
    run,
  }));
}

function alongAxis(shape: Shape, axis: number): ForwardCase[] {
  const extent = shape[axis]!;
  const sizes = extent > 1 ? [extent - 1, 1] : [extent];
  const running = [true, false].flatMap((exclusive) =>
    [true, false].flatMap((reverse): [string, Run][] => [
      ['cumsum', (x) => tf.cumsum(x, axis, exclusive, reverse)],
      ['cumprod', (x) => tf.cumprod(x, axis, exclusive, reverse)],
    ]),
  );
  const single: [string, Run][] = [
    ['gather', (x) => tf.gather(x, tf.tensor1d([0, extent - 1, 0], 'int32'), axis)],
    ['reverse', (x) => tf.reverse(x, axis)],
    ['split', (x) => tf.split(x, sizes, axis).at(-1)!],
    ['unstack', (x) => tf.unstack(x, axis).at(-1)!],
  ];
  const double: [string, Run][] = [
    ['concat', (x, y) => tf.concat([x, y], axis)],
    ['stack', (x, y) => tf.stack([x, y], axis)],
  ];
  const variant = `[${shape}], axis ${axis}`;
  return [
    ...[...running, ...single].map(([operation, run]) => ({
      operation,
      variant,
      shapes: [shape],
      run,
    })),
    ...double.map(([operation, run]) => ({ operation, variant, shapes: [shape, shape], run })),
  ];
}

function whole(shape: Shape): ForwardCase[] {
  const axes = [...shape.keys()];
  const around = (extent: number): [number, number] => [0, extent > 1 ? 1 : 0];
  const ends = shape.map((extent) => (extent > 1 ? 1 : 0));
  const runs: [string, Run][] = [
    ['mirrorPad', (x) => tf.mirrorPad(x, shape.map(around), 'reflect')],
    [
      'mirrorPad, symmetric',
      (x) =>
        tf.mirrorPad(
          x,
          shape.map(() => [1, 1] as [number, number]),
          'symmetric',
        ),
    ],
    [
      'pad',
      (x) =>
        tf.pad(
          x,
          axes.map((axis) => [axis % 2, 1] as [number, number]),
          0.7,
        ),
    ],
    [
      'slice',
      (x) =>
        tf.slice(
          x,
          ends,
          shape.map((extent, axis) => extent - ends[axis]!),
        ),
    ],
    [
      'stridedSlice',
      (x) =>
        tf.stridedSlice(
          x,
          shape.map(() => 0),
          [...shape],
          axes.map((axis) => (axis % 2) + 1),
        ),
    ],
    [
      'tile',
      (x) =>
        tf.tile(
          x,
          axes.map((axis) => (axis % 2) + 1),
        ),
    ],
    ['topk', (x) => tf.topk(x, Math.min(2, shape.at(-1)!)).values],
    ['transpose', (x) => tf.transpose(x, [...axes].reverse())],
    ['transpose, rolled', (x) => tf.transpose(x, [...axes.slice(1), 0])],
  ];
  return runs
    .filter(([operation]) => shape.length <= 4 || !/mirrorPad|stridedSlice|slice/.test(operation))
    .map(([operation, run]) => ({ operation, variant: `[${shape}]`, shapes: [shape], run }));
}

const products: readonly (readonly [Shape, Shape, boolean, boolean])[] = [
  [[3, 4], [4, 2], false, false],
  [[4, 3], [4, 2], true, false],
  [[3, 4], [2, 4], false, true],
  [[2, 3, 4], [2, 4, 2], false, false],
  [[2, 3, 4], [1, 4, 2], false, false],
  [[1, 3, 4], [2, 4, 2], false, false],
  [[2, 2, 3, 4], [2, 2, 4, 2], false, false],
  [[2, 4, 3], [2, 2, 4], true, true],
];

const matrices = products.map(([a, b, transposeA, transposeB]): ForwardCase => ({
  operation: 'matMul',
  variant: JSON.stringify([a, b, transposeA, transposeB]),
  shapes: [a, b],
  run: (x, y) => tf.matMul(x, y, transposeA, transposeB),
}));

const norms = [
  [3, 4],
  [2, 3, 4],
  [2, 3, 2, 4],
].flatMap((shape): ForwardCase[] => {
  const of = (variant: string, run: Run): ForwardCase => ({
    operation: 'batchNorm',
    variant: `[${shape}], ${variant}`,
    shapes: [shape, [4], [4], [4]],
    run,
  });
  const variance = (x: tf.Tensor): tf.Tensor => tf.add(tf.abs(x), 0.1);
  return [
    of('offset and scale', (x, m, o, s) => tf.batchNorm(x, m, variance(s), o, s, 1e-3)),
    of('offset', (x, m, o, s) => tf.batchNorm(x, m, variance(s), o, undefined, 1e-3)),
    of('scale', (x, m, o, s) => tf.batchNorm(x, m, variance(o), undefined, s, 1e-3)),
  ];
});

export const arrangements: readonly ForwardCase[] = [
  ...shapes.flatMap((shape) => [
    ...[...shape.keys()].flatMap((axis) => [...reducing(shape, axis), ...alongAxis(shape, axis)]),
    ...whole(shape),
  ]),
  ...matrices,
  ...norms,
];
