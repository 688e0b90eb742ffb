import * as tf from '@tensorflow/tfjs';
import { randomSource } from '../gradients/values';
import type { ForwardCase } from './case';

type Pair = [number, number];
type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;

/** A window over a picture: strides beyond the size, dilations, both paddings. */
interface Window {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: 'same' | 'valid';
  /** Batch, height, width, channels. */
  readonly input: readonly [number, number, number, number];
}

const COUNT = 150;
const draw = randomSource(9);
const pick = <T>(values: readonly [T, ...T[]]): T =>
  values[Math.floor(draw() * values.length)] ?? values[0];

function drawWindow(): Window {
  const strides: Pair = [pick([1, 2, 3, 4]), pick([1, 2, 3])];
  const isPlain = strides[0] === 1 && strides[1] === 1;
  return {
    size: [pick([1, 2, 3, 5]), pick([1, 2, 3])],
    strides,
    dilations: isPlain ? [pick([1, 2, 3]), pick([1, 2])] : [1, 1],
    padding: pick(['same', 'valid']),
    input: [pick([1, 2]), pick([5, 6, 7, 8, 9]), pick([5, 6, 7]), pick([1, 2, 3])],
  };
}

const fits = ({ size, dilations, padding, input }: Window): boolean =>
  padding === 'same' ||
  [0, 1].every((axis) => (size[axis]! - 1) * dilations[axis]! < input[axis + 1]!);

function casesOf(window: Window): ForwardCase[] {
  const { size, strides, dilations, padding, input } = window;
  const [batch, height, width, channels] = input;
  const volume = [batch, 4, height, width, channels];
  const deep = (one: number, [a, b]: Pair): [number, number, number] => [one, a, b];
  const square = dilations.some((step) => step > 1) ? 1 : strides[0];
  const grown = (extent: number, axis: 0 | 1): number =>
    padding === 'same' ? extent * strides[axis] : (extent - 1) * strides[axis] + size[axis];
  const target: Images['shape'] = [batch, grown(height, 0), grown(width, 1), 2];
  const variant = JSON.stringify(window);
  const of = (
    operation: string,
    shapes: ForwardCase['shapes'],
    run: (x: never, w: never) => tf.Tensor,
  ): ForwardCase => ({ operation, variant, shapes, run: run as ForwardCase['run'] });
  return [
    of('conv2d', [input, [...size, channels, 3]], (x: Images, w: Images) =>
      tf.conv2d(x, w, strides, padding, 'NHWC', dilations),
    ),
    of('fused conv2d with relu', [input, [...size, channels, 2]], (x: Images, filter: Images) =>
      tf.fused.conv2d({ x, filter, strides, pad: padding, dilations, activation: 'relu' }),
    ),
    of('depthwiseConv2d', [input, [...size, channels, 2]], (x: Images, w: Images) =>
      tf.depthwiseConv2d(x, w, square, padding, 'NHWC', dilations),
    ),
    of('conv2dTranspose', [input, [...size, 2, channels]], (x: Images, w: Images) =>
      tf.conv2dTranspose(x, w, target, strides, padding),
    ),
    of('conv3d', [volume, [2, ...size, channels, 2]], (x: Volumes, w: Volumes) =>
      tf.conv3d(x, w, deep(1, strides), padding),
    ),
    of('maxPool', [input], (x: Images) => tf.maxPool(x, size, strides, padding)),
    of('avgPool', [input], (x: Images) => tf.avgPool(x, size, strides, padding)),
    of('maxPool3d', [volume], (x: Volumes) =>
      tf.maxPool3d(x, deep(2, size), deep(1, strides), padding),
    ),
    of('avgPool3d', [volume], (x: Volumes) =>
      tf.avgPool3d(x, deep(2, size), deep(1, strides), padding),
    ),
  ];
}

const resizes = [
  [3, 4, 6, 8],
  [5, 5, 3, 2],
  [4, 4, 4, 4],
  [2, 3, 7, 5],
] as const;

const resizing = resizes.flatMap(([height, width, ...target]) =>
  [
    [true, false],
    [false, false],
    [false, true],
  ].flatMap(([corners, centres]): ForwardCase[] => {
    const variant = `${height}×${width} to ${target.join('×')}, ${corners}, ${centres}`;
    const shapes = [[2, height, width, 2]];
    const size: Pair = [...target];
    return [
      {
        operation: 'resizeBilinear',
        variant,
        shapes,
        run: (x) => tf.image.resizeBilinear(x as Images, size, corners, centres),
      },
      {
        operation: 'resizeNearestNeighbor',
        variant,
        shapes,
        run: (x) => tf.image.resizeNearestNeighbor(x as Images, size, corners, centres),
      },
    ];
  }),
);

export const windows: readonly ForwardCase[] = [
  ...Array.from({ length: COUNT }, drawWindow).filter(fits).flatMap(casesOf),
  ...resizing,
];
