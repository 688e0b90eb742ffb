import { TapeGuard } from '../../../../src/engine/tfjs/trainer/tapeGuard';
import { Failure } from '../../../../src/shared/base/failures';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import type { BuiltModel, Tap } from '../../../../src/engine/tfjs/built/builtModel';
import type { Reading, Readings } from '../../../../src/engine/tfjs/trainer/statistics/readings';
import { GradientTaps } from '../../../../src/engine/tfjs/trainer/gradientTaps';
import { edgeKey, outputKey } from '../../../../src/engine/probe/plan/edges';
import { measurePlan } from '../../../../src/engine/probe/plan/measurePlan';
import { thresholdsWith } from '../../../../src/shared/report/thresholds';
import { noSkips } from '../../../support/noSkips';
import { testBackend } from '../../../support/testBackend';
import { buildSeeded } from '../../probe/probing';

const L = tf.layers;
const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
  layer.apply(x) as tf.SymbolicTensor;

/** A shared layer, a gate, a residual, a concat, batch norm and a nested model, all smooth. */
function everything(): tf.LayersModel {
  const conv = (name: string, activation: 'tanh' | 'sigmoid', kernelSize = 3) =>
    L.conv2d({ filters: 3, kernelSize, padding: 'same', activation, name });
  const input = tf.input({ shape: [4, 4, 2], name: 'in' });
  const first = apply(conv('first', 'tanh'), input);
  const shared = conv('shared', 'tanh');
  const once = apply(shared, first);
  const twice = apply(shared, once);
  const gate = apply(conv('gate', 'sigmoid', 1), first);
  const gated = apply(L.multiply({ name: 'mul' }), [twice, gate]);
  const sum = apply(L.add({ name: 'add' }), [gated, first]);
  const joined = apply(L.concatenate({ name: 'cat' }), [sum, once]);
  const normed = apply(L.batchNormalization({ name: 'bn' }), joined);
  const inner = tf.sequential({
    name: 'inner',
    layers: [
      L.flatten({ inputShape: [4, 4, 6], name: 'flat' }),
      L.dense({ units: 5, activation: 'tanh', name: 'dense' }),
    ],
  });
  const out = apply(L.dense({ units: 1, name: 'out' }), apply(inner, normed));
  return tf.model({ inputs: input, outputs: out });
}

/** Readings that keep every gradient whole. */
function wholeGradients(): { readonly readings: Readings; of(reading: Reading): Float32Array } {
  const whole = new Map<Reading, Float32Array>();
  const none = (): Reading => ({ values: [] });
  const gradient = (dy: tf.Tensor): Reading => {
    const reading = none();
    whole.set(reading, Float32Array.from(dy.dataSync()));
    return reading;
  };
  const take = {
    value: none,
    values: none,
    gradient,
    weight: none,
    activation: none,
    update: none,
    fork: none,
    steps: none,
    histogram: none,
  };
  return {
    readings: { take, collect: () => Promise.resolve() },
    of: (reading) => whole.get(reading)!,
  };
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const norm = (a: Float32Array): number => Math.sqrt(dot(a, a));

/** Moves the tensor of one edge or output along a direction and leaves all others alone. */
function nudge(key: string, by: tf.Tensor): Tap {
  const move = (own: string, value: tf.Tensor) => (own === key ? tf.add(value, by) : value);
  return {
    edge: (_from, to, slot, value) => move(`edge ${edgeKey({ to, slot })}`, value),
    output: (layer, output, value) => move(`output ${outputKey(layer, output)}`, value),
  };
}

/** The shape of every tensor that passes a tap. */
function shapesOf(model: BuiltModel, x: tf.Tensor): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  const note = (key: string, value: tf.Tensor): tf.Tensor => {
    shapes.set(key, value.shape);
    return value;
  };
  model.forward([x], {
    edge: (_from, to, slot, value) => note(`edge ${edgeKey({ to, slot })}`, value),
    output: (layer, output, value) => note(`output ${outputKey(layer, output)}`, value),
  });
  return shapes;
}

beforeAll(() => openBackend(testBackend));

it('every tap sees the gradient that finite differences find at its place', () => {
  const model: BuiltModel = buildSeeded(everything, 3);
  const x = tf.randomNormal([3, 4, 4, 2], 0, 1, 'float32', 7);
  const y = tf.randomNormal([3, 1], 0, 1, 'float32', 8);
  const loss = (tap: Tap): tf.Scalar =>
    tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(y, model.forward([x], tap)[0]!);

  const whole = wholeGradients();
  const anchor = tf.variable(tf.scalar(0));
  const guard = new TapeGuard(new Set(), () => new Failure('unexpected', ''));
  const taps = new GradientTaps(
    measurePlan(model, noSkips, thresholdsWith({})),
    whole.readings,
    anchor,
    guard,
  );
  const trained = model.weights.filter(({ trainable }) => trainable);
  tf.variableGrads(() => loss(taps), [anchor, ...trained.map(({ variable }) => variable)]);

  const shapes = shapesOf(model, x);
  const seen = [
    ...[...taps.edges].map(([key, reading]) => [`edge ${key}`, whole.of(reading)] as const),
    ...[...taps.outputs].map(([key, reading]) => [`output ${key}`, whole.of(reading)] as const),
  ];
  expect(seen.length).toBe(14 + 4);

  const step = 2e-2;
  const errors = seen.map(([key, gradient], i) => {
    const direction = Float32Array.from(
      tf.randomNormal([gradient.length], 0, 1, 'float32', i + 1).dataSync(),
    );
    const at = (h: number): number =>
      tf.tidy(() => {
        const shape = shapes.get(key)!;
        return loss(nudge(key, tf.mul(tf.tensor(direction, shape), h))).dataSync()[0]!;
      });
    const measured = dot(gradient, direction);
    const numeric = (at(step) - at(-step)) / (2 * step);
    return { key, error: Math.abs(numeric - measured) / norm(gradient) };
  });
  expect(errors.filter(({ error }) => error > 1e-2)).toEqual([]);
});
