import type * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { layerOf, probeOf } from './probing';
import {
  buildReference,
  readReference,
  referenceNames,
  type ReferenceNetwork,
  valuesOf,
} from './referenceNetwork';
import { npyBytes, temporaryFile } from '../../support/npyFile';
import { comparedBackends } from '../../support/testBackend';

/** Below this the reference itself is rounding: the true gradient of a bias before batch norm is 0. */
const FLOOR = 1e-6;
const RELATIVE = 1e-4;

/** One step on the reference's own data, which reaches the probe the way a user's data does. */
function probeReference(name: string) {
  const network = readReference(name);
  const file = (label: string, { shape, ...rest }: (typeof network)['input']) =>
    temporaryFile(`${label}.npy`, npyBytes(shape, valuesOf({ shape, ...rest })));
  return probeOf(() => buildReference(network), {
    batchSize: network.batchSize,
    data: { inputs: file('inputs', network.input), targets: file('targets', network.target) },
  });
}

/** The differences from the reference beyond the tolerance, in words. */
function differences(
  rows: readonly { what: string; measured: number | undefined; expected: number }[],
) {
  return rows
    .filter(({ expected }) => expected > FLOOR)
    .filter(({ measured = NaN, expected }) => !(Math.abs(measured / expected - 1) <= RELATIVE))
    .map(({ what, measured, expected }) => `${what}: ${measured} instead of ${expected}`);
}

interface Norms {
  readonly l2?: number;
  readonly rms?: number;
  readonly maxAbs?: number;
}

/** The norms of one gradient beside those of the reference, which holds no RMS but follows from its tensor's size. */
function rows(
  what: string,
  measured: Norms | undefined,
  expected: { readonly l2: number; readonly maxAbs?: number; readonly entries: number },
) {
  const { l2, maxAbs, entries } = expected;
  return [
    { what: `l2 of ${what}`, measured: measured?.l2, expected: l2 },
    { what: `rms of ${what}`, measured: measured?.rms, expected: l2 / Math.sqrt(entries) },
    ...(maxAbs === undefined
      ? []
      : [{ what: `maxAbs of ${what}`, measured: measured?.maxAbs, expected: maxAbs }]),
  ];
}

/** Number of entries in the tensors of a network, for its whole batch. */
function entriesOf(network: ReferenceNetwork) {
  const model = buildReference(network);
  const count = (shape: tf.Shape): number =>
    shape.reduce<number>((all, one) => all * (one ?? 1), 1);
  const outputs = new Map(
    model.layers.map(({ name, outputShape }) => [
      name,
      network.batchSize * count(outputShape as tf.Shape),
    ]),
  );
  const weights = new Map(
    model.layers.flatMap(({ name, weights: own }) =>
      own.map((weight) => [
        `${name}/${weight.originalName.split('/').at(-1)}`,
        count(weight.shape),
      ]),
    ),
  );
  model.dispose();
  const known = (all: ReadonlyMap<string, number>, name: string): number => {
    const found = all.get(name);
    if (found === undefined) throw new Error(`the network has no ${name}`);
    return found;
  };
  return {
    output: (layer: string) => known(outputs, layer),
    weight: (layer: string, weight: string) => known(weights, `${layer}/${weight}`),
  };
}

describe.each(comparedBackends)('the gradients on %s agree with PyTorch', (backend) => {
  beforeAll(() => openBackend(backend));

  it.each(referenceNames)('in every weight, activation and edge of %s', async (name) => {
    const reference = readReference(name);
    const { probe, notMeasured } = await probeReference(name);

    expect(probe.loss.values[0]?.[0]).toBeCloseTo(reference.loss.value, 4);
    const entries = entriesOf(reference);
    const weights = reference.weightGradients.flatMap(({ layer, weight, ...expected }) => {
      const found = layerOf(probe, layer).weights.find(({ name }) => name === weight);
      return rows(`${layer}/${weight}`, found?.gradient, {
        ...expected,
        entries: entries.weight(layer, weight),
      });
    });
    const activations = reference.activationGradients.flatMap(({ layer, l2 }) =>
      rows(`output of ${layer}`, layerOf(probe, layer).activationGradient, {
        l2,
        entries: entries.output(layer),
      }),
    );
    const edges = reference.edgeGradients.flatMap(({ source, target, slot, l2 }) => {
      const found = probe.edges.find(
        (edge) => edge.from === source && edge.to === target && edge.slot === slot,
      );
      return rows(`${source} → ${target}:${slot}`, found, { l2, entries: entries.output(source) });
    });
    expect(differences([...weights, ...activations, ...edges])).toEqual([]);
    expect(probe.edges).toHaveLength(reference.edgeGradients.length);
    expect(notMeasured).toEqual([]);
  });
});
