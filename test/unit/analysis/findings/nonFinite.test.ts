import { describe, expect, it } from 'vitest';
import type { History } from '../../../../src/shared/report/probe';
import {
  chain,
  findingsOf,
  probeOf,
  weight,
  type Measured,
  type ProbeOptions,
  messageOf,
} from './builders';

const three = chain(3);
const found = (layers: Record<string, Measured>, options?: ProbeOptions) =>
  findingsOf(three, probeOf(layers, options));

describe('non-finite', () => {
  const failing: ProbeOptions = {
    steps: 2,
    loss: [
      [1, null],
      [1, null],
      [1, 1],
    ],
  };
  /** Nothing in the first step, then so many entries, in two of the three seeds. */
  const later = (count: number): History => [
    [0, count],
    [0, count],
    [0, 0],
  ];

  it('points at the first layer in forward order that puts one out', () => {
    const layers = { l3: { nonFinite: later(9) }, l2: { nonFinite: later(4) } };
    const [finding] = found(layers, failing);
    expect(finding).toMatchObject({ code: 'non-finite', severity: 'error', layer: 'l2' });
    expect(finding!.evidence).toMatchObject({ where: 'output', count: 4, failedStep: 1 });
    expect(messageOf(finding)).toContain('at step 2');
  });

  it('looks where they begin: a step later the weights carry them everywhere', () => {
    const spreading: History = [
      [0, 9],
      [0, 9],
      [0, 9],
    ];
    const beginning: History = [
      [3, 9],
      [3, 9],
      [3, 9],
    ];
    const layers = { l1: { nonFinite: spreading }, l3: { nonFinite: beginning } };
    expect(found(layers, { steps: 2 })[0]).toMatchObject({
      layer: 'l3',
      evidence: { where: 'output', count: 3, failedStep: 0 },
    });
  });

  it('else at the first in backward order whose gradient holds one', () => {
    const nan = weight({ history: { nonFinite: [[3], [3], [3]] } });
    const layers = { l1: { weights: [nan] }, l2: { weights: [nan] } };
    const [finding, ...others] = found(layers, { steps: 1 });
    expect(finding).toMatchObject({ layer: 'l2', evidence: { where: 'gradient', count: 3 } });
    expect(others).toEqual([]);
  });

  it('else, where most seeds lost their loss, at the last layer', () => {
    expect(
      found(
        {},
        {
          loss: [
            [1, 1],
            [null, null],
            [1, null],
          ],
          steps: 2,
        },
      )[0],
    ).toMatchObject({
      code: 'non-finite',
      layer: 'l3',
      evidence: { holdsFor: 2, seeds: 3 },
    });
  });

  it('does not hold where one seed of three failed and the others are finite', () => {
    expect(
      found(
        {},
        {
          loss: [
            [1, 1],
            [1, 1],
            [1, null],
          ],
          steps: 2,
        },
      ),
    ).toEqual([]);
  });
});
