import * as tf from '@tensorflow/tfjs';
import { drawsFrom } from '../values';
import { both, of } from './case';

const { uniform } = drawsFrom(5);

type Images = tf.Tensor4D;

const images = uniform([2, 6, 6, 2]);
const rows = uniform([6, 4]);
const blocks = uniform([2, 3, 3, 8]);
const cube = uniform([2, 4, 3]);

const indices = (...values: number[]) => tf.tensor1d(values, 'int32');

export const shapes = [
  ...[false, true].flatMap((corners) => [
    of(`resizeNearestNeighbor up, aligned ${corners}`, images, (x) =>
      tf.image.resizeNearestNeighbor(x as Images, [12, 12], corners),
    ),
    of(`resizeNearestNeighbor down, aligned ${corners}`, images, (x) =>
      tf.image.resizeNearestNeighbor(x as Images, [3, 4], corners),
    ),
    of(`resizeBilinear up, aligned ${corners}`, images, (x) =>
      tf.image.resizeBilinear(x as Images, [12, 12], corners),
    ),
    of(`resizeBilinear down, aligned ${corners}`, images, (x) =>
      tf.image.resizeBilinear(x as Images, [3, 4], corners),
    ),
  ]),
  of('resizeNearestNeighbor, half pixels', images, (x) =>
    tf.image.resizeNearestNeighbor(x as Images, [9, 12], false, true),
  ),
  of('resizeBilinear, half pixels', images, (x) =>
    tf.image.resizeBilinear(x as Images, [9, 12], false, true),
  ),
  of('concat, channels', images, (x) => tf.concat([x, tf.mul(x, x)], 3)),
  of('concat, rows', images, (x) => tf.concat([tf.mul(x, x), x, x], 1)),
  of('split', images, (x) => {
    const [a, b] = tf.split(x, 2, 3);
    return tf.mul(a!, b!);
  }),
  of('split, one part used', images, (x) => tf.split(x, [1, 2, 3], 1)[1]!),
  of('stack', images, (x) => tf.stack([x, tf.square(x)], 1)),
  of('unstack', images, (x) => {
    const [a, b] = tf.unstack(x, 3);
    return tf.mul(a!, b!);
  }),
  of('slice', images, (x) => tf.slice(x, [0, 1, 1, 0], [2, 3, 4, 1])),
  of('stridedSlice', images, (x) => tf.stridedSlice(x, [0, 0, 1, 0], [2, 6, 6, 2], [1, 2, 2, 1])),
  of('stridedSlice, backwards', images, (x) =>
    tf.stridedSlice(x, [0, 5, 0, 0], [2, 0, 6, 2], [1, -2, 1, 1]),
  ),
  of('stridedSlice, a dropped axis', rows, (x) =>
    tf.stridedSlice(x, [1, 0], [5, 4], [2, 1], 0, 2, 0, 0, 0),
  ),
  of('stridedSlice, one index', rows, (x) =>
    tf.stridedSlice(x, [3, 0], [4, 4], [1, 1], 0, 0, 0, 0, 1),
  ),
  of('pad', images, (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 2],
      [0, 1],
      [0, 0],
    ]),
  ),
  of('mirrorPad, reflect', images, (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 2],
        [2, 1],
        [0, 0],
      ],
      'reflect',
    ),
  ),
  of('mirrorPad, symmetric', images, (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 2],
        [6, 1],
        [0, 1],
      ],
      'symmetric',
    ),
  ),
  of('transpose', images, (x) => tf.transpose(x, [0, 3, 1, 2])),
  of('transpose, all axes', images, (x) => tf.transpose(x)),
  of('tile', images, (x) => tf.tile(x, [1, 2, 1, 3])),
  of('tile, rank 5', uniform([2, 1, 2, 1, 2]), (x) => tf.tile(x, [1, 2, 1, 3, 1])),
  of('broadcastTo', uniform([1, 4]), (x) => tf.broadcastTo(x, [3, 4])),
  of('reverse', images, (x) => tf.reverse(x, [1, 3])),
  of('reshape', images, (x) => tf.square(tf.reshape(x, [4, 36]))),
  of('expandDims and squeeze', rows, (x) => tf.squeeze(tf.expandDims(x, 1), [1])),
  of('depthToSpace', blocks, (x) => tf.depthToSpace(x as Images, 2)),
  of('spaceToBatchND', images, (x) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [0, 0],
        [1, 1],
      ],
    ),
  ),
  of('batchToSpaceND', uniform([8, 3, 3, 2]), (x) =>
    tf.batchToSpaceND(
      x,
      [2, 2],
      [
        [0, 0],
        [1, 0],
      ],
    ),
  ),
  of('gather rows', rows, (x) => tf.gather(x, indices(0, 3, 3, 5))),
  of('gather rows by a matrix', rows, (x) =>
    tf.gather(
      x,
      tf.tensor2d(
        [
          [0, 3],
          [3, 5],
        ],
        [2, 2],
        'int32',
      ),
    ),
  ),
  of('gather along the middle axis', cube, (x) => tf.gather(x, indices(0, 3, 3), 1)),
  of('gather along the last axis', cube, (x) => tf.gather(x, indices(2, 0, 2), 2)),
  of('gather within a batch', cube, (x) =>
    tf.gather(
      x,
      tf.tensor2d(
        [
          [0, 3, 3],
          [1, 1, 2],
        ],
        [2, 3],
        'int32',
      ),
      1,
      1,
    ),
  ),
  of('gatherND, rows', rows, (x) => tf.gatherND(x, tf.tensor2d([[0], [3], [3]], [3, 1], 'int32'))),
  of('gatherND, entries', rows, (x) =>
    tf.gatherND(
      x,
      tf.tensor2d(
        [
          [0, 1],
          [3, 2],
        ],
        [2, 2],
        'int32',
      ),
    ),
  ),
  of('scatterND', uniform([3, 4]), (x) =>
    tf.scatterND(tf.tensor2d([[0], [3], [3]], [3, 1], 'int32'), x, [6, 4]),
  ),
  of('tensorScatterUpdate', rows, (x) =>
    tf.tensorScatterUpdate(x, tf.tensor2d([[0], [3]], [2, 1], 'int32'), tf.ones([2, 4])),
  ),
  of('unsortedSegmentSum', rows, (x) => tf.unsortedSegmentSum(x, indices(0, 2, 2, 1, 0, 3), 4)),
  of('booleanMask by where', rows, (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, 3))),
  ...both('where, both branches', [rows, uniform([6, 4])], (a, b) =>
    tf.where(
      tf.tensor2d(
        Array.from({ length: 24 }, (_, i) => i % 3 === 0),
        [6, 4],
        'bool',
      ),
      a,
      b,
    ),
  ),
  of('cropAndResize', images, (x) =>
    tf.image.cropAndResize(x as Images, tf.tensor2d([[0.1, 0.1, 0.8, 0.9]]), indices(1), [3, 3]),
  ),
  of('flipLeftRight', images, (x) => tf.image.flipLeftRight(x as Images)),
  of('topk', rows, (x) => tf.topk(x, 2).values),
  of('diag', uniform([4]), (x) => tf.diag(x)),
  of('cast', rows, (x) => tf.cast(x, 'float32')),
  of('identity', rows, (x) => tf.clone(x)),
];
