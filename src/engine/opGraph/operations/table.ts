import { normalize, pass, scaleBy } from './makeOperation';
import * as channels from './channels';
import type { ChannelRule, Row, ShapeRule, SignalRule } from './row';
import * as elements from './elementShapes';
import * as rearranging from './rearrangedShapes';
import * as signals from './signals';
import * as slicing from './slicedShapes';
import * as windows from './windowShapes';

/** One operation: its effect on the signal, the shapes of its outputs, and where it leaves the channels. */
const row = <S, T = S, C = unknown>(
  signal: SignalRule<S>,
  shapes: ShapeRule<T>,
  channelRule: ChannelRule<C> = aligned,
): Row<S & T & C> => ({ signal, shapes, channels: channelRule });

const { affine, always, arithmetic, choose, convolve } = signals;
const { aligned, lastAxis, lost, ofLayout, reshapedAxes } = channels;
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
  input: row(signals.takeIn, elements.given, lost),

  convolution: row(convolve({}), windows.convolved, ofLayout),
  depthwiseConvolution: row(convolve({ depthwise: true }), windows.convolved, ofLayout),
  transposedConvolution: row(
    convolve({ transposed: true, appliedPer: 'inputPosition' }),
    windows.transposed,
    ofLayout,
  ),
  pool: row(signals.pool, windows.pooled, ofLayout),
  adaptivePool: row(signals.adaptPool, notKnown, ofLayout),
  matrixProduct: row(signals.multiplyMatrices, elements.multiplied, channels.ofProduct),
  contraction: row(signals.multiplyMatrices, notKnown, lost),
  equation: row(signals.multiplyByEquation, notKnown, lost),
  attention: row(signals.attend, notKnown, lastAxis),
  recurrence: row(signals.recur('timeStep'), notKnown, lastAxis),
  recurrentStep: row(signals.recur('sample'), notKnown, lastAxis),

  add: row(affine('add'), broadcast),
  addBias: row(arithmetic('add'), unchanged),
  subtract: row(affine('subtract'), broadcast),
  multiply: row(affine('multiply'), broadcast),
  divide: row(affine('other'), broadcast),
  maximum: row(choose('maximum'), broadcast),
  minimum: row(choose('minimum'), broadcast),
  select: row(arithmetic('other', pass('mask')), broadcast),
  /** A function of two tensors that is not linear in them. */
  combine: row(signals.unknown, broadcast),
  compare: row(signals.source, broadcast, lost),
  overwrite: row(arithmetic('other', pass('pad')), unchanged),
  join: row(signals.join, slicing.joined),
  stack: row(signals.join, slicing.stacked, channels.stackedAxes),

  reduce: row(signals.reduce, rearranging.reduced, channels.reducedAxes),
  multiplyEntries: row(signals.unknown, rearranging.reduced, channels.reducedAxes),
  batchNormalization: row(always(normalize('batch')), unchanged, channels.ofNormalization),
  layerNormalization: row(always(normalize('layer')), unchanged, lastAxis),
  otherNormalization: row(always(normalize('other')), unchanged, channels.ofNormalization),
  activation: row(signals.bendAs, unchanged),
  function: row(signals.unknown, unchanged),

  reshape: row(passive.reshape, rearranging.reshaped, reshapedAxes),
  insertAxis: row(passive.reshape, rearranging.expanded, reshapedAxes),
  dropAxes: row(passive.reshape, rearranging.squeezed, reshapedAxes),
  permute: row(always(pass('permute')), rearranging.permuted, channels.permutedAxes),
  shift: row(always(pass('permute')), unchanged),
  pad: row(always(pass('pad')), rearranging.padded),
  tile: row(signals.unknown, rearranging.tiled),
  spread: row(passive.reshape, notKnown),
  resize: row(signals.resize, rearranging.resized, ofLayout),
  rearrangeBlocks: row(passive.reshape, rearranging.rearranged, ofLayout),
  toBatch: row(passive.reshape, rearranging.movedToBatch),
  fromBatch: row(passive.reshape, rearranging.movedFromBatch),
  mask: row(always(pass('mask')), unchanged),
  dropout: row(always(pass('dropout')), unchanged),

  slice: row(passive.slice, slicing.sliced),
  gather: row(arithmetic('other', pass('slice')), slicing.gathered, channels.gatheredAxes),
  index: row(passive.slice, slicing.indexed, channels.indexedAxes),
  split: row(passive.slice, slicing.split),
  splitBySizes: row(passive.slice, slicing.splitBySizes),
  unstack: row(passive.slice, slicing.unstacked, channels.unstackedAxes),

  identity: row(passive.none, unchanged),
  identities: row(passive.none, notKnown),
  negate: row(always(scaleBy({ scale: -1, offset: 0 })), unchanged),
  fill: row(signals.fill, notKnown, lost),
  fillLike: row(signals.fill, unchanged),
  stopGradient: row(signals.source, unchanged),
  lookUp: row(signals.source, notKnown, lost),
  embedding: row(signals.source, notKnown, channels.vectors),
  unknown: row(signals.notKnown, notKnown),
};
