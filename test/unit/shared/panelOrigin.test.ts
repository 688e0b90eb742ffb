import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOrigin } from '../../../src/shared/protocol/graphPanelContract';

const site = { document: 'file:///w/model.ts', name: 'net' };
const comparison = '0b0d4e5c-6f1a-4c7e-9a52-3f8d1c2b7a90';

describe('what a page kept of what it shows', () => {
  it('is the model or the compared pair, whatever was kept beside it', () => {
    expect(readOrigin({ version: 1, site, view: {} })).toEqual({ site });
    expect(readOrigin({ version: 1, comparison, view: {} })).toEqual({ comparison });
  });

  it('is nothing where a pair is named that could be another file', () => {
    for (const name of ['', '../history/index', `../${comparison}`, `${comparison}/..`])
      expect(readOrigin({ comparison: name })).toBeUndefined();
  });

  it('is nothing, and no error, where it makes no sense', () => {
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        expect(readOrigin(saved)).toBeUndefined();
      }),
    );
  });
});
