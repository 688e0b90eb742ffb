import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/backends/openBackend';
import { npyBytes, temporaryFile } from './npyFile';
import { layerOf, probeOf } from './probing';
import { buildReference, readReference, referenceNames, valuesOf } from './referenceNetwork';
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

/** What differs from the reference by more than the tolerance, in words. */
function differences(
  rows: readonly { what: string; measured: number | undefined; expected: number }[],
) {
  return rows
    .filter(({ expected }) => expected > FLOOR)
    .filter(({ measured = NaN, expected }) => !(Math.abs(measured / expected - 1) <= RELATIVE))
    .map(({ what, measured, expected }) => `${what}: ${measured} instead of ${expected}`);
}

describe.each(comparedBackends)('the gradients on %s agree with PyTorch', (backend) => {
  beforeAll(() => openBackend(backend));

  it.each(referenceNames)('in every weight, activation and edge of %s', async (name) => {
    const reference = readReference(name);
    const { probe, notMeasured } = await probeReference(name);

    expect(probe.loss.values[0]?.[0]).toBeCloseTo(reference.loss.value, 4);
    const weights = reference.weightGradients.map(({ layer, weight, l2 }) => ({
      what: `${layer}/${weight}`,
      measured: layerOf(probe, layer).weights.find((each) => each.name === weight)?.gradient?.l2,
      expected: l2,
    }));
    const activations = reference.activationGradients.map(({ layer, l2 }) => ({
      what: `output of ${layer}`,
      measured: layerOf(probe, layer).activationGradient?.l2,
      expected: l2,
    }));
    const edges = reference.edgeGradients.map(({ source, target, slot, l2 }) => ({
      what: `${source} → ${target}:${slot}`,
      measured: probe.edges.find(
        (edge) => edge.from === source && edge.to === target && edge.slot === slot,
      )?.l2,
      expected: l2,
    }));
    expect(differences([...weights, ...activations, ...edges])).toEqual([]);
    expect(probe.edges).toHaveLength(reference.edgeGradients.length);
    expect(notMeasured).toEqual([]);
  });
});
