import * as tf from '@tensorflow/tfjs';
import { drawsFrom } from '../values';
import { both } from './case';

const { uniform } = drawsFrom(5);

type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;
type Filter = tf.Tensor4D;
type Padding = 'same' | 'valid';

const images = uniform([2, 6, 6, 2]);
const sequence = uniform([2, 8, 2]);
const volumes = uniform([2, 4, 4, 4, 2]);
const filter = (size: number) => uniform([size, size, 2, 3]);

const conv2d = (size: number, stride: number, padding: Padding, dilation = 1) =>
  both<Images, Filter>(
    `conv2d ${size}×${size}, stride ${stride}, ${padding}, dilation ${dilation}`,
    [images, filter(size)],
    (x, w) => tf.conv2d(x, w, stride, padding, 'NHWC', dilation),
  );

const conv1d = (stride: number, dilation: number) =>
  both<tf.Tensor3D, tf.Tensor3D>(
    `conv1d 3, stride ${stride}, dilation ${dilation}`,
    [sequence, uniform([3, 2, 3])],
    (x, w) => tf.conv1d(x, w, stride, 'same', 'NWC', dilation),
  );

const depthwise = (stride: number, padding: Padding, dilation = 1) =>
  both<Images, Filter>(
    `depthwiseConv2d, stride ${stride}, ${padding}, dilation ${dilation}`,
    [images, uniform([3, 3, 2, 2])],
    (x, w) => tf.depthwiseConv2d(x, w, stride, padding, 'NHWC', dilation),
  );

const conv3d = (size: number, stride: number, padding: Padding, dilation = 1) =>
  both<Volumes, Volumes>(
    `conv3d ${size}×${size}×${size}, stride ${stride}, ${padding}, dilation ${dilation}`,
    [volumes, uniform([size, size, size, 2, 3])],
    (x, w) => tf.conv3d(x, w, stride, padding, 'NDHWC', dilation),
  );

export const convolutions = [
  ...conv2d(3, 1, 'same'),
  ...conv2d(3, 2, 'same'),
  ...conv2d(1, 2, 'same'),
  ...conv2d(2, 3, 'same'),
  ...conv2d(1, 4, 'same'),
  ...conv2d(2, 1, 'same'),
  ...conv2d(5, 1, 'valid'),
  ...conv2d(3, 3, 'valid'),
  ...conv2d(3, 1, 'same', 2),
  ...conv2d(2, 1, 'valid', 3),
  ...both<Images, Filter>('conv2d, padding by numbers', [images, filter(3)], (x, w) =>
    tf.conv2d(
      x,
      w,
      [2, 1],
      [
        [0, 0],
        [2, 1],
        [0, 1],
        [0, 0],
      ],
    ),
  ),
  ...both<Images, Filter>(
    'conv2d, pointwise with more padding than filter',
    [images, filter(1)],
    (x, w) => tf.conv2d(x, w, 1, 1),
  ),
  ...both<Images, Filter>('fused conv2d with relu', [images, filter(3)], (x, filter) =>
    tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', activation: 'relu' }),
  ),
  ...both<Images, tf.Tensor1D>('fused conv2d, its bias', [images, uniform([3])], (x, bias) =>
    tf.fused.conv2d({ x, filter: tf.ones([3, 3, 2, 3]), strides: 1, pad: 'same', bias }),
  ),
  ...conv1d(1, 1),
  ...conv1d(2, 1),
  ...conv1d(1, 2),
  ...both<Images, Filter>(
    'conv2dTranspose 2×2, stride 2',
    [images, uniform([2, 2, 3, 2])],
    (x, w) => tf.conv2dTranspose(x, w, [2, 12, 12, 3], 2, 'same'),
  ),
  ...both<Images, Filter>(
    'conv2dTranspose 3×3, stride 2',
    [images, uniform([3, 3, 3, 2])],
    (x, w) => tf.conv2dTranspose(x, w, [2, 12, 12, 3], 2, 'same'),
  ),
  ...both<Images, Filter>('conv2dTranspose 3×3, valid', [images, uniform([3, 3, 3, 2])], (x, w) =>
    tf.conv2dTranspose(x, w, [2, 8, 8, 3], 1, 'valid'),
  ),
  ...depthwise(1, 'same'),
  ...depthwise(2, 'same'),
  ...depthwise(1, 'valid'),
  ...depthwise(1, 'same', 2),
  ...both<Images, Filter>(
    'separableConv2d, depthwise filter',
    [images, uniform([3, 3, 2, 2])],
    (x, w) => tf.separableConv2d(x, w, tf.ones([1, 1, 4, 3]), 1, 'same'),
  ),
  ...both<Images, Filter>(
    'separableConv2d, pointwise filter',
    [images, uniform([1, 1, 2, 3])],
    (x, w) => tf.separableConv2d(x, tf.ones([3, 3, 2, 1]), w, 2, 'same'),
  ),
  ...conv3d(3, 1, 'same'),
  ...conv3d(2, 2, 'same'),
  ...conv3d(2, 1, 'valid'),
  ...conv3d(2, 1, 'same', 2),
  ...both<Volumes, Volumes>(
    'conv3d 1×3×3 over a depth of 1',
    [uniform([2, 1, 5, 5, 2]), uniform([1, 3, 3, 2, 3])],
    (x, w) => tf.conv3d(x, w, 1, 'same'),
  ),
  ...both<Volumes, Volumes>(
    'conv3d 1×1×1 over a depth of 1',
    [uniform([2, 1, 4, 4, 2]), uniform([1, 1, 1, 2, 3])],
    (x, w) => tf.conv3d(x, w, 1, 'valid'),
  ),
  ...both<Volumes, Volumes>(
    'conv3dTranspose 2×2×2, stride 2',
    [volumes, uniform([2, 2, 2, 3, 2])],
    (x, w) => tf.conv3dTranspose(x, w, [2, 8, 8, 8, 3], 2, 'same'),
  ),
  ...both<Images, tf.Tensor3D>('dilation2d', [images, uniform([3, 3, 2])], (x, w) =>
    tf.dilation2d(x, w, 1, 'same'),
  ),
];
