import { describe, expect, it } from 'vitest';
import { layerId } from '../../../src/shared/network/network';
import type { Skip } from '../../../src/shared/report/report';
import { skipSentence } from '../../../src/shared/words/skipWords';

const skip: Skip = {
  id: 'a>b:0',
  kind: 'identityAdd',
  reach: 'short',
  from: layerId('a'),
  to: layerId('b'),
  slot: 0,
  span: 2,
  spatialChange: 'none',
  partial: false,
};
const say = (change: Partial<Skip>, fork?: { shortcutShare: number; cosine?: number }) =>
  skipSentence({ ...skip, ...change }, ['stem', 'Add 1'], fork);

describe('a skip in sentences', () => {
  it('says what it connects and how much it goes past', () => {
    expect(say({})).toBe(
      'An identity shortcut leads from stem to Add 1, past 2 transforming layers.',
    );
    expect(say({ kind: 'gated', span: 1 })).toBe(
      'A gated shortcut leads from stem to Add 1, past 1 transforming layer.',
    );
  });

  it('says that a long one goes past a way down and up', () => {
    expect(say({ kind: 'concat', reach: 'long', span: 18 })).toBe(
      'A concatenation leads from stem to Add 1, past 18 transforming layers. These layers go down and up again in resolution.',
    );
  });

  it('says what happens to the tensor on its way', () => {
    expect(say({ kind: 'projectionAdd', spatialChange: 'down' })).toContain(
      '. It is downsampled on its way.',
    );
    expect(say({ kind: 'concat', partial: true })).toContain('. It carries part of the channels.');
  });

  it('gives the measured part in the gradient, and none where none was measured', () => {
    expect(say({}, { shortcutShare: 0.661, cosine: 0.123 })).toMatch(
      /layers\. It carries 66 % of ∂L\/∂x, at cosine 0\.12 to the gradient of the body\.$/,
    );
    expect(say({}, { shortcutShare: 0.5 })).toMatch(/It carries 50 % of ∂L\/∂x\.$/);
    expect(say({})).not.toContain('∂L');
  });
});
