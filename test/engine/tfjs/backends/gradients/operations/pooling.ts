import * as tf from '@tensorflow/tfjs';
import { drawsFrom, type Values } from '../values';
import { of } from './case';

const { distinct } = drawsFrom(5);

type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;

const images: [string, Values][] = [
  ['', distinct([2, 6, 6, 2])],
  [', all negative', distinct([2, 6, 6, 2], -2.9, -1.1)],
];
const odd = distinct([2, 5, 7, 3]);
const volumes: [string, Values][] = [
  ['', distinct([2, 4, 4, 4, 2])],
  [', all negative', distinct([2, 4, 4, 4, 2], -2.9, -1.1)],
];

export const pooling = [
  ...images.flatMap(([which, x]) => [
    of(`maxPool 2${which}`, x, (x) => tf.maxPool(x as Images, 2, 2, 'valid')),
    of(`maxPool 3, stride 2, same${which}`, x, (x) => tf.maxPool(x as Images, 3, 2, 'same')),
    of(`maxPool 3, stride 1, same${which}`, x, (x) => tf.maxPool(x as Images, 3, 1, 'same')),
    of(`maxPool dilated${which}`, x, (x) => tf.pool(x as Images, 2, 'max', 'same', 2)),
    of(`avgPool 2${which}`, x, (x) => tf.avgPool(x as Images, 2, 2, 'valid')),
    of(`avgPool 3, stride 2, same${which}`, x, (x) => tf.avgPool(x as Images, 3, 2, 'same')),
    of(`avgPool 3, stride 1, same${which}`, x, (x) => tf.avgPool(x as Images, 3, 1, 'same')),
    of(`avgPool dilated${which}`, x, (x) => tf.pool(x as Images, 2, 'avg', 'same', 2)),
  ]),
  of('maxPool 2, odd image', odd, (x) => tf.maxPool(x as Images, 2, 2, 'same')),
  of('avgPool 2, odd image', odd, (x) => tf.avgPool(x as Images, 2, 2, 'same')),
  of('maxPool, padding by a number', odd, (x) => tf.maxPool(x as Images, 3, 2, 1)),
  of('avgPool, padding by a number', odd, (x) => tf.avgPool(x as Images, 3, 2, 1)),
  ...volumes.flatMap(([which, x]) => [
    of(`maxPool3d 2${which}`, x, (x) => tf.maxPool3d(x as Volumes, 2, 2, 'same')),
    of(`maxPool3d 3, stride 1${which}`, x, (x) => tf.maxPool3d(x as Volumes, 3, 1, 'same')),
    of(`maxPool3d 1, stride 3${which}`, x, (x) => tf.maxPool3d(x as Volumes, 1, 3, 'same')),
    of(`avgPool3d 1, stride 3${which}`, x, (x) => tf.avgPool3d(x as Volumes, 1, 3, 'same')),
    of(`avgPool3d 2${which}`, x, (x) => tf.avgPool3d(x as Volumes, 2, 2, 'same')),
    of(`avgPool3d 3, stride 1${which}`, x, (x) => tf.avgPool3d(x as Volumes, 3, 1, 'same')),
  ]),
  ...images.map(([which, x]) =>
    of(
      `maxPoolWithArgmax 2${which}`,
      x,
      (x) => tf.maxPoolWithArgmax(x as Images, 2, 2, 'valid')['result']!,
    ),
  ),
];
