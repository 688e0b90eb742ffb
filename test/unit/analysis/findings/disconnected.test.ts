import { describe, expect, it } from 'vitest';
import {
  chain,
  codesOf,
  findingsOf,
  messageOf,
  probeOf,
  type Measured,
  type ProbeOptions,
} from './builders';

const three = chain(3);
const found = (layers: Record<string, Measured>, options?: ProbeOptions) =>
  findingsOf(three, probeOf(layers, options));

describe('disconnected', () => {
  const fine = { weightGradient: 1e-3 };

  it('holds for a layer to whose weights no gradient path leads', () => {
    const cut = { weights: [{ name: 'kernel', size: 64 }] };
    expect(found({ l1: cut, l2: fine })).toMatchObject([
      { code: 'disconnected', severity: 'warning', layer: 'l1' },
    ]);
  });

  it('holds for gradients that are zero in every step and seed', () => {
    const findings = found({ l1: { weightGradient: 0 }, l2: fine });
    expect(codesOf(findings)).toEqual(['disconnected']);
    expect(messageOf(findings[0])).toContain('in any of 9 steps');
  });

  it('says so where not even the last layer gets a gradient (a saturated softmax)', () => {
    const [finding] = found({ l1: { weightGradient: 0 }, l2: { weightGradient: 0 } });
    expect(finding).toMatchObject({ severity: 'error' });
    expect(messageOf(finding)).toContain('The loss gives no gradient at all');
  });

  it('names the layer that a gradient comes to and that hands none of it on', () => {
    const probe = probeOf({ l1: { weightGradient: 0 }, l2: { weightGradient: 0 }, l3: {} });
    const layers = probe.layers.map((each) =>
      each.layer === 'l2' ? { ...each, activationGradient: { rms: 1e-2 } } : each,
    );
    const [finding] = findingsOf(three, { ...probe, layers });
    expect(finding).toMatchObject({ variant: 'ends', severity: 'error', layer: 'l2' });
    expect(messageOf(finding)).toContain('The gradient ends at l2');
  });

  it('does not hold for a branch that starts at zero and wakes at the second step', () => {
    expect(
      found({
        l1: {
          weightGradient: [
            [0, 1e-3],
            [0, 1e-3],
            [0, 1e-3],
          ],
        },
      }),
    ).toEqual([]);
    expect(found({ l1: { weightGradient: [[0]] } }, { steps: 1, seeds: 1 })).toEqual([]);
  });

  it('leaves it to dead-relu where a wholly dead layer stops every gradient', () => {
    const dead = { activation: { deadShare: 1 } };
    expect(codesOf(found({ l1: { weightGradient: 0 }, l2: dead }))).toEqual(['dead-relu']);
    const behind = { weightGradient: 1e-2 };
    expect(
      codesOf(found({ l1: { weightGradient: 0 }, l2: { ...dead, weightGradient: 0 }, l3: behind })),
    ).toEqual(['dead-relu']);
  });

  it('says nothing of a layer that is left out of the last step alone, as at random', () => {
    const skipped = [[1e-3, null, 1e-3, null]];
    const weights = [{ name: 'kernel', size: 64, history: { gradient: skipped } }];
    const options = { seeds: 1, steps: 4 };
    expect(found({ l1: { weights, weightGradient: skipped }, l2: fine }, options)).toEqual([]);
  });

  it('says nothing of a layer whose gradient was not finite and then absent', () => {
    const weights = [{ name: 'kernel', size: 64, history: { nonFinite: [[3, 0]] } }];
    const codes = codesOf(found({ l1: { weights }, l2: fine }, { seeds: 1, steps: 2 }));
    expect(codes).not.toContain('disconnected');
  });

  it('does not say that the gradient ends where what goes on is not finite', () => {
    const probe = probeOf({ l1: { weightGradient: 0 }, l2: {}, l3: { weightGradient: 0 } });
    const gradients: Record<string, object> = { l1: {}, l2: { rms: 1e-2 } };
    const layers = probe.layers.map((each) => {
      const activationGradient = gradients[each.layer];
      return activationGradient ? { ...each, activationGradient } : each;
    });
    expect(findingsOf(three, { ...probe, layers })).toMatchObject([{ variant: 'all' }]);
  });
});
