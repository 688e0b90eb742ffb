import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { asPicture, inOrder, ordered, picture, range } from '../values/value';
import { alongAxis } from './pooling';

interface Axis {
  readonly from: number;
  readonly to: number;
  /** The factor that was asked for; absent if sizes were. */
  readonly factor: number | undefined;
  readonly alignsCorners: boolean;
}

/** The place in the input of each place of the output, as torch computes it. */
function sourceOf(i: number, { from, to, factor, alignsCorners }: Axis): number {
  if (alignsCorners) return to > 1 ? (i * (from - 1)) / (to - 1) : 0;
  return (i + 0.5) * (factor === undefined ? from / to : 1 / factor) - 0.5;
}

type Weights = (at: number, from: number) => readonly (readonly [place: number, weight: number])[];

const linear: Weights = (at, from) => {
  const inside = Math.max(0, at);
  const low = Math.min(Math.floor(inside), from - 1);
  const share = inside - low;
  return [
    [low, 1 - share],
    [Math.min(low + 1, from - 1), share],
  ];
};

/** Keys 1981 with a = −0.75, as torch has it. */
const cubic: Weights = (at, from) => {
  const a = -0.75;
  const near = (x: number): number => ((a + 2) * x - (a + 3)) * x * x + 1;
  const far = (x: number): number => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  const low = Math.floor(at);
  const t = at - low;
  const weights = [far(t + 1), near(t), near(1 - t), far(2 - t)];
  return weights.map(
    (weight, i) => [Math.min(Math.max(low - 1 + i, 0), from - 1), weight] as const,
  );
};

function matrixOf(axis: Axis, weights: Weights): tf.Tensor {
  const rows = range(0, axis.to).map((i) => {
    const row = Array<number>(axis.from).fill(0);
    for (const [place, weight] of weights(sourceOf(i, axis), axis.from))
      row[place] = (row[place] ?? 0) + weight;
    return row;
  });
  return tf.tensor2d(rows, [axis.to, axis.from]);
}

/** Nearest places are rounded down; `nearest-exact` takes the middle of the cell. */
function nearest(
  x: tf.Tensor,
  axis: number,
  { from, to, factor }: Axis,
  isExact: boolean,
): tf.Tensor {
  if (from === to) return x;
  const scale = factor === undefined ? from / to : 1 / factor;
  const places = range(0, to).map((i) =>
    Math.min(Math.floor((i + (isExact ? 0.5 : 0)) * scale), from - 1),
  );
  if (to % from === 0 && places.every((place, i) => place === Math.floor(i / (to / from)))) {
    const [before, after] = [x.shape.slice(0, axis + 1), x.shape.slice(axis + 1)];
    const wide = tf.reshape(x, [...before, 1, ...after]);
    const tiled = tf.tile(wide, [...before.map(() => 1), to / from, ...after.map(() => 1)]);
    return tf.reshape(tiled, [...x.shape.slice(0, axis), to, ...after]);
  }
  return tf.gather(x, tf.tensor1d(places, 'int32'), axis);
}

function axesOf(call: Call, x: tf.Tensor): Axis[] {
  const spatial = x.shape.slice(1, -1);
  const sizes = call.maybeNumbers('size', spatial.length);
  const factors = call.maybeNumbers('scale_factor', spatial.length);
  const isRecomputed = call.flag('recompute_scale_factor');
  return spatial.map((from, i) => ({
    from,
    to: sizes?.[i] ?? Math.floor(from * (factors?.[i] ?? 1)),
    factor: sizes || isRecomputed ? undefined : factors?.[i],
    alignsCorners: call.flag('align_corners'),
  }));
}

const interpolate: Lowering = (call) => {
  const x = asPicture(call.value('input'));
  const mode = call.text('mode') ?? 'nearest';
  if (call.flag('antialias')) call.refuse('antialias');
  const axes = axesOf(call, x);
  if (mode === 'area') call.refuse('mode=area');
  if (mode.startsWith('nearest')) {
    return picture(
      axes.reduce((y, axis, i) => nearest(y, i + 1, axis, mode === 'nearest-exact'), x),
    );
  }
  const weights = mode === 'bicubic' ? cubic : linear;
  return picture(
    axes.reduce(
      (y, axis, i) =>
        axis.from === axis.to && axis.factor === undefined
          ? y
          : alongAxis(y, i + 1, matrixOf(axis, weights)),
      x,
    ),
  );
};

/** The entry that a place beyond an axis shows. */
const beyond: Readonly<Record<string, (i: number, extent: number) => number>> = {
  reflect: (i, extent) => (i < 0 ? -i : i >= extent ? 2 * (extent - 1) - i : i),
  replicate: (i, extent) => Math.min(Math.max(i, 0), extent - 1),
  circular: (i, extent) => ((i % extent) + extent) % extent,
};

/** torch lists the last axis first; a negative pad crops. */
const pad: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const written = call.numbers('pad');
  const sides = x.shape.map((): [number, number] => [0, 0]);
  for (let i = 0; i < written.length / 2; i++) {
    sides[x.rank - 1 - i] = [written[2 * i] ?? 0, written[2 * i + 1] ?? 0];
  }
  const begin = sides.map(([before]) => Math.max(0, -before));
  const size = x.shape.map(
    (extent, i) => extent - (begin[i] ?? 0) - Math.max(0, -(sides[i]?.[1] ?? 0)),
  );
  const isCropped = size.some((extent, i) => extent !== x.shape[i]);
  const inner = isCropped ? tf.slice(x, begin, size) : x;
  const grown = sides.map(([before, after]): [number, number] => [
    Math.max(0, before),
    Math.max(0, after),
  ]);
  const mode = call.text('mode') ?? 'constant';
  if (mode === 'constant') return ordered(tf.pad(inner, grown, call.maybeNumber('value') ?? 0));
  const shown = beyond[mode] ?? call.refuse(`mode=${mode}`);
  return ordered(
    grown.reduce((y, [before, after], axis) => {
      if (before === 0 && after === 0) return y;
      const extent = y.shape[axis] ?? 1;
      const places = range(-before, extent + after).map((i) => shown(i, extent));
      return tf.gather(y, tf.tensor1d(places, 'int32'), axis);
    }, inner),
  );
};

/** Changes of resolution, and padding. */
export const resampling: Lowerings = { interpolate, pad };
