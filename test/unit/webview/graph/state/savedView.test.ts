import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allMetricNames } from '../../../../../webview/graph/state/metrics';
import { emptyPanel, type View } from '../../../../../webview/graph/state/panelState';
import { readView, writeView } from '../../../../../webview/graph/state/savedView';
import type { ItemKey } from '../../../../../webview/graph/state/treeItems';

const key = fc.string().map((text) => text as ItemKey);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const views: fc.Arbitrary<View> = fc.record({
  selected: fc.oneof(
    fc.record({ type: fc.constant('item' as const), key }),
    fc.record({ type: fc.constant('skip' as const), id: fc.string() }),
  ),
  open: fc.array(key).map((keys) => new Set(keys)),
  metric: fc.constantFrom(...allMetricNames),
  stage: fc.constantFrom('graph' as const, 'cost' as const),
  step: fc.nat(),
  filter: fc.constantFrom('all' as const, 'long' as const, 'gated' as const),
  search: fc.string(),
  tab: fc.constantFrom('layers' as const, 'skips' as const, 'findings' as const),
  camera: fc.record({ x: number, y: number, zoom: fc.double({ min: 0.001, max: 4, noNaN: true }) }),
});

describe('a saved view', () => {
  it('reads back as it was written, through JSON', () => {
    fc.assert(
      fc.property(views, (view) => {
        const saved: unknown = JSON.parse(JSON.stringify(writeView(view)));
        expect(readView(saved)).toEqual(
          JSON.parse(JSON.stringify(view), (name, value: unknown) =>
            name === 'open' ? view.open : value,
          ),
        );
      }),
    );
  });

  it('leaves out a camera that nobody has moved', () => {
    const camera = { x: 1, y: 2, zoom: 3 };
    const view = { ...emptyPanel.view, camera };
    expect(readView(writeView(view, false)).camera).toEqual(camera);
    expect(readView(writeView(view, true))).not.toHaveProperty('camera');
  });

  it('keeps the parts that fit when another does not', () => {
    const saved = {
      ...writeView(emptyPanel.view),
      metric: 'gain',
      camera: { x: 1, y: 2, zoom: 0 },
    };
    expect(readView(saved)).toEqual({
      open: new Set(),
      metric: 'gain',
      filter: 'all',
      search: '',
      tab: 'layers',
    });
  });

  it('never throws, whatever was saved', () => {
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        expect(Object.keys(emptyPanel.view)).toEqual(
          expect.arrayContaining(Object.keys(readView(saved))),
        );
      }),
    );
  });
});
