import { describe, expect, it } from 'vitest';
import { isInspectRequest, standardProbe } from '../../../src/shared/protocol/engineContract';

const request = { root: '/r', file: '/r/m.ts', site: 'm', arguments: {}, backend: 'auto' };
const withCut = (cut: unknown) => ({ ...request, probe: { ...standardProbe, cut } });

describe('a request to the engine', () => {
  it('may name one shortcut to train without, by its merge and input slot', () => {
    expect(isInspectRequest(withCut({ to: 'add', slot: 0 }))).toBe(true);
    expect(isInspectRequest(withCut(undefined))).toBe(true);
    expect(isInspectRequest({ ...request, probe: null })).toBe(true);
  });

  it.each([
    ['no layer', { slot: 0 }],
    ['no slot', { to: 'add' }],
    ['a slot before the first', { to: 'add', slot: -1 }],
    ['half a slot', { to: 'add', slot: 0.5 }],
    ['a skip’s id', 'stem>add:0'],
    ['nothing', null],
  ])('is refused where the shortcut is %s', (_, cut) => {
    expect(isInspectRequest(withCut(cut))).toBe(false);
  });
});
