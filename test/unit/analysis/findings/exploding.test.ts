import { describe, expect, it } from 'vitest';
import type { LayerNode } from '../../../../src/shared/network/network';
import { fixForFinding } from '../../../../src/shared/report/fixes';
import { findingSuggestion } from '../../../../src/shared/words/findingSuggestions';
import {
  alongChain,
  chain,
  codesOf,
  evidenceOf,
  findingsOf,
  graphOf,
  layer,
  noSkips,
  operations,
  probeOf,
  skip,
  skipsOf,
  type Measured,
} from './builders';

const growing = (factor: number) => Array.from({ length: 10 }, (_, i) => 1e-2 * factor ** (9 - i));

/** Weight gradients that are all alike, as in a homogeneous ReLU network that explodes. */
const activationsOnly = (values: readonly number[]): Record<string, Measured> =>
  Object.fromEntries(
    values.map((value, i) => [`l${i + 1}`, { weightGradient: 1, activationGradient: value }]),
  );

describe('exploding-gradient', () => {
  it('is one finding where activation gradients gain decades, even if weight gradients are alike', () => {
    const findings = findingsOf(chain(10), probeOf(activationsOnly(growing(2.8))));
    expect(codesOf(findings)).toEqual(['exploding-gradient']);
    expect(findings[0]).toMatchObject({ layer: 'l1', severity: 'error', limits: [{ value: 3 }] });
    expect(evidenceOf(findings[0], 'decadesGained')).toBeCloseTo(9 * Math.log10(2.8), 6);
  });

  it('tells of a path of normalised layers, whose gradient grows whatever their weights, and accuses none', () => {
    const layers = Array.from({ length: 10 }, (_, i) => [
      layer(`l${i + 1}`, operations.dense, { inputs: [i === 0 ? 'input' : `n${i}`] }),
      layer(`n${i + 1}`, operations.batchNorm, { inputs: [`l${i + 1}`] }),
    ]).flat();
    const graph = graphOf([layer('input', operations.input), ...layers]);
    const [finding, ...others] = findingsOf(graph, probeOf(activationsOnly(growing(2.8))));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'exploding-gradient', layer: 'l1', severity: 'info' });
    expect(evidenceOf(finding, 'normalised')).toBe(10);
    expect(fixForFinding(finding!)).toBeUndefined();
    expect(findingSuggestion(finding!, 'tfjs')).toMatch(/^Warm up the learning rate/);
  });

  it('does not hold at just under three decades', () => {
    expect(findingsOf(chain(10), probeOf(activationsOnly(growing(2.1))))).toEqual([]);
  });

  it('compares whole tensors, so that a large early map with small entries is no explosion', () => {
    const shapes: LayerNode[] = [
      layer('input', operations.input),
      layer('l1', operations.conv, { inputs: ['input'], shape: [null, 100, 100, 1] }),
      layer('l2', operations.conv, { inputs: ['l1'], shape: [null, 10, 10, 1] }),
      layer('l3', operations.dense, { inputs: ['l2'], shape: [null, 1] }),
    ];
    const even = activationsOnly([1e-2 / 100, 1e-2 / 10, 1e-2]);
    expect(findingsOf(graphOf(shapes), probeOf(even))).toEqual([]);
  });

  it('holds for a jump of more than 70 between neighbours of a chain', () => {
    const [finding] = findingsOf(chain(6), probeOf(activationsOnly([1, 1, 1, 1e-2, 1e-2, 1e-2])));
    expect(finding).toMatchObject({ code: 'exploding-gradient', layer: 'l3', severity: 'warning' });
    expect(evidenceOf(finding, 'factor')).toBeCloseTo(100, 6);
    expect(findingsOf(chain(6), probeOf(activationsOnly([1, 1, 1, 2e-2, 2e-2, 2e-2])))).toEqual([]);
  });

  it('is no jump where a shortcut brings the larger gradient in (a body that starts at zero)', () => {
    const block = graphOf([
      layer('input', operations.input),
      layer('l1', operations.dense, { inputs: ['input'] }),
      layer('l2', operations.dense, { inputs: ['l1'] }),
      layer('l3', operations.dense, { inputs: ['l2'] }),
      layer('add', operations.add, { inputs: ['l3', 'l1'] }),
      layer('l4', operations.dense, { inputs: ['add'] }),
    ]);
    const probe = probeOf(activationsOnly([1, 1e-5, 1, 1]));
    expect(findingsOf(block, probe, skipsOf([skip('l1>add:1')]))).toEqual([]);
  });

  it('holds for a weight gradient of norm beyond 1e4, and not just below', () => {
    const atNorm = (l2: number) =>
      findingsOf(chain(3), probeOf({ l2: { weightGradient: l2 / Math.sqrt(64) } }), noSkips);
    expect(atNorm(1.1e4)[0]).toMatchObject({
      code: 'exploding-gradient',
      layer: 'l2',
      limits: [{ value: 1e4 }],
    });
    expect(atNorm(0.9e4)).toEqual([]);
  });

  it('sees the explosion in the steps before a run ends in NaN', () => {
    const early = Object.fromEntries(
      growing(3).map((value, i): [string, Measured] => [
        `l${i + 1}`,
        { activationGradient: [[value, null, null]] },
      ]),
    );
    const probe = probeOf(early, { seeds: 1, loss: [[5, null, null]] });
    expect(codesOf(findingsOf(chain(10), probe))).toEqual(['non-finite', 'exploding-gradient']);
  });

  it('is the learning rate where only the updates have made the gradient grow', () => {
    const grown = (first: readonly number[]): Record<string, Measured> =>
      Object.fromEntries(
        growing(2.8).map((value, i): [string, Measured] => [
          `l${i + 1}`,
          {
            activationGradient: [[first[i]!, value]],
            weightGradient: [[1, 1e5]],
            ...(i === 0 && {
              weights: [
                {
                  name: 'kernel',
                  size: 64,
                  updateRatio: 50,
                  gradient: { zeroShare: 0, nan: 0, inf: 0 },
                },
              ],
            }),
          },
        ]),
      );
    const codes = (first: readonly number[]): string[] =>
      codesOf(findingsOf(chain(10), probeOf(grown(first), { seeds: 1, loss: [[1, 50]] })));
    expect(codes(growing(1.1))).toEqual(['update-ratio']);
    expect(codes(growing(2.8))).toEqual(['exploding-gradient']);
    expect(codes(growing(2.8).map(() => 0))).toEqual(['exploding-gradient']);
  });

  it('explains the oversized steps and dead units of its layers', () => {
    const layers = activationsOnly(growing(2.8));
    layers['l4'] = {
      ...layers['l4'],
      activation: { deadShare: 0.9 },
      weights: [
        { name: 'kernel', size: 64, updateRatio: 50, gradient: { zeroShare: 0, nan: 0, inf: 0 } },
      ],
    };
    expect(codesOf(findingsOf(chain(10), probeOf(layers)))).toEqual(['exploding-gradient']);
  });

  it('a healthy chain is silent', () => {
    expect(findingsOf(chain(10), probeOf(alongChain(growing(1.1))))).toEqual([]);
  });
});
