import { describe, expect, it } from 'vitest';
import { curved } from '../../../../src/engine/opGraph/operations/activations';
import { layerId } from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import {
  alongChain,
  chain,
  codesOf,
  findingsOf,
  graphOf,
  layer,
  operations,
  probeOf,
  weight,
  type Measured,
} from './builders';

const { dense, input, relu } = operations;
const sigmoid: Operation = { ...dense, activation: curved('sigmoid') };
const rectified: Operation = { ...dense, activation: curved('rectifier') };
const multiply: Operation = { type: 'merge', how: 'multiply' };

describe('dead-relu', () => {
  const { globalPool, linear } = operations;
  const dead = { activation: { deadShare: 1 } };
  const at = (bias?: number): Measured => {
    const initial = bias === undefined ? {} : { initial: { mean: bias, std: 0 } };
    return { ...dead, weights: [weight(), weight({ name: 'bias', size: 8, ...initial })] };
  };

  it('names the bias that alone keeps the units at zero', () => {
    const [finding] = findingsOf(chain(2), probeOf({ l1: at(-10) }));
    expect(finding).toMatchObject({ code: 'dead-relu', evidence: { biasStart: -10 } });
    expect(findingsOf(chain(2), probeOf({ l1: at(0) }))[0]?.evidence).not.toHaveProperty(
      'biasStart',
    );
  });

  it('leaves the narrow layer of a gate over pooled maps alone, but for its bias', () => {
    const graph = graphOf([
      layer('input', input),
      layer('pooled', globalPool, { inputs: ['input'] }),
      layer('narrow', rectified, { inputs: ['pooled'] }),
      layer('gate', sigmoid, { inputs: ['narrow'] }),
      layer('out', multiply, { inputs: ['input', 'gate'] }),
    ]);
    expect(findingsOf(graph, probeOf({ narrow: at(0) }))).toEqual([]);
    expect(codesOf(findingsOf(graph, probeOf({ narrow: at(-10) })))).toEqual(['dead-relu']);
    const head = graphOf([
      ...graph.layers.slice(0, 3),
      layer('out', linear, { inputs: ['narrow'] }),
    ]);
    expect(codesOf(findingsOf(head, probeOf({ narrow: at(0) })))).toEqual(['dead-relu']);
  });
});

describe('disconnected', () => {
  it('points at the layer that gets a gradient and passes none on, with those before it', () => {
    const graph = graphOf([
      layer('input', input),
      layer('l1', dense, { inputs: ['input'] }),
      layer('round', relu, { inputs: ['l1'], line: 4 }),
      layer('l2', dense, { inputs: ['round'] }),
    ]);
    const probe = probeOf({ l1: { weightGradient: 0 }, l2: { weightGradient: 1 } });
    const edge = (from: string, to: string, rms: number) => ({
      ...{ from: layerId(from), to: layerId(to), slot: 0, rms },
    });
    const layers = [
      ...probe.layers,
      { layer: layerId('round'), weights: [], activationGradient: { rms: 0.1 }, history: {} },
    ];
    const edges = [edge('l1', 'round', 0), edge('round', 'l2', 0.1)];
    expect(findingsOf(graph, { ...probe, layers, edges })).toMatchObject([
      {
        ...{ code: 'disconnected', variant: 'blocks', layer: 'round', source: { line: 4 } },
        evidence: { layers: ['round', 'l1'] },
      },
    ]);
  });

  it('points at no layer behind which the gradient is not finite', () => {
    const probe = probeOf({ l1: { weightGradient: 0 }, l3: { weightGradient: 1 } });
    const gradients = { l1: {}, l2: { rms: 0.1 } };
    const more = Object.entries(gradients).map(([name, activationGradient]) => ({
      ...{ layer: layerId(name), weights: [], activationGradient, history: {} },
      ...probe.layers.find((each) => each.layer === layerId(name)),
      activationGradient,
    }));
    const layers = [...more, ...probe.layers.filter((each) => each.layer === layerId('l3'))];
    expect(findingsOf(chain(3), { ...probe, layers })).toMatchObject([
      { code: 'disconnected', variant: 'some', layer: 'l1' },
    ]);
  });
});

describe('vanishing-gradient', () => {
  it('names weights that are too small to carry a signal', () => {
    const fading = [1e-9, 1e-7, 1e-5, 1e-3];
    const of = (std: number) => {
      const layers = Object.fromEntries(
        Object.entries(alongChain(fading)).map(([name, measured]) => [
          name,
          { ...measured, weights: [weight({ initial: { mean: 0, std } })] },
        ]),
      );
      return findingsOf(chain(4), probeOf(layers))[0];
    };
    // 64 kernel entries over 8 units: a fan-in of 8.
    expect(of(0.05)).toMatchObject({ evidence: { smallGain: 0.05 * Math.sqrt(8) } });
    expect(of(0.35)?.evidence).not.toHaveProperty('smallGain');
  });

  it('counts the sigmoids on the way, the output’s aside, where most layers end in one', () => {
    const measured = probeOf(alongChain([1e-9, 1e-7, 1e-5, 1e-3]));
    expect(findingsOf(chain(4, sigmoid), measured)[0]).toMatchObject({
      evidence: { sigmoids: 3 },
    });
    const other = findingsOf(chain(4, rectified), measured)[0];
    expect(other?.code).toBe('vanishing-gradient');
    expect(other?.evidence).not.toHaveProperty('sigmoids');
  });
});

describe('mixed-samples', () => {
  it('is told of a layer that its frontend found to mix the samples of a batch', () => {
    const layers = chain(2).layers.map((each) =>
      each.name === 'l2' ? { ...each, mixesSamples: 'asSteps' as const } : each,
    );
    expect(findingsOf(graphOf(layers))).toMatchObject([
      { code: 'mixed-samples', layer: 'l2', variant: 'asSteps' },
    ]);
  });
});
