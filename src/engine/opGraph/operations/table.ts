import { normalize, pass } from './makeOperation';
import type { Row, ShapeRule, SignalRule } from './row';
import * as elements from './elementShapes';
import * as rearranging from './rearrangedShapes';
import * as signals from './signals';
import * as slicing from './slicedShapes';
import * as windows from './windowShapes';

/** One operation: its effect on the signal, and the shapes of its outputs. */
const row = <S, T = S>(signal: SignalRule<S>, shapes: ShapeRule<T>): Row<S & T> => ({
  signal,
  shapes,
});

const { affine, always, arithmetic, choose, convolve } = signals;
const { broadcast, notKnown, unchanged } = elements;
const passive = {
  reshape: always(pass('reshape')),
  slice: always(pass('slice')),
  none: always(pass('none')),
};

/**
 * Every operation of a graph, one row each, independent of any framework. A dialect knows the names of its
 * framework; the execution of an operation belongs to the framework's own folder.
 */
export const operations = {
  input: row(signals.takeIn, elements.given),

  convolution: row(convolve({}), windows.convolved),
  depthwiseConvolution: row(convolve({ depthwise: true }), windows.convolved),
  transposedConvolution: row(
    convolve({ transposed: true, appliedPer: 'inputPosition' }),
    windows.transposed,
  ),
  pool: row(signals.pool, windows.pooled),
  matrixProduct: row(signals.multiplyMatrices, elements.multiplied),
  contraction: row(signals.multiplyMatrices, notKnown),

  add: row(arithmetic('add'), broadcast),
  addBias: row(arithmetic('add'), unchanged),
  subtract: row(affine('subtract'), broadcast),
  multiply: row(arithmetic('multiply'), broadcast),
  divide: row(arithmetic('other'), broadcast),
  maximum: row(choose('maximum'), broadcast),
  minimum: row(choose('minimum'), broadcast),
  join: row(signals.join, slicing.joined),
  stack: row(signals.unknown, slicing.stacked),

  reduce: row(signals.reduce, rearranging.reduced),
  multiplyEntries: row(signals.unknown, rearranging.reduced),
  batchNormalization: row(always(normalize('batch')), unchanged),
  activation: row(signals.bendAs, unchanged),
  function: row(signals.unknown, unchanged),

  reshape: row(passive.reshape, rearranging.reshaped),
  insertAxis: row(passive.reshape, rearranging.expanded),
  dropAxes: row(passive.reshape, rearranging.squeezed),
  permute: row(always(pass('permute')), rearranging.permuted),
  pad: row(always(pass('pad')), rearranging.padded),
  tile: row(signals.unknown, rearranging.tiled),
  resize: row(signals.resize, rearranging.resized),

  slice: row(passive.slice, slicing.sliced),
  index: row(passive.slice, slicing.indexed),
  split: row(passive.slice, slicing.split),
  splitBySizes: row(passive.slice, slicing.splitBySizes),
  unstack: row(passive.slice, slicing.unstacked),

  identity: row(passive.none, unchanged),
  identities: row(passive.none, notKnown),
  negate: row(always(pass('scale')), unchanged),
  stopGradient: row(signals.source, unchanged),
  lookUp: row(signals.source, notKnown),
  unknown: row(signals.notKnown, notKnown),
};
