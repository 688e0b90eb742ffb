import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { clampCamera } from '../../../../../webview/graph/scene/clampCamera';

const canvas = { width: 600, height: 400 };
const picture = { width: 1000, height: 3000 };

it('a camera that shows enough of the picture stays', () => {
  expect(clampCamera({ x: 20, y: -900, zoom: 1 }, picture, canvas)).toEqual({
    x: 20,
    y: -900,
    zoom: 1,
  });
});

it('panning never loses the picture', () => {
  const far = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const zoom = fc.double({ min: 0.01, max: 4, noNaN: true });
  fc.assert(
    fc.property(far, far, zoom, (x, y, k) => {
      const at = clampCamera({ x, y, zoom: k }, picture, canvas);
      const [width, height] = [picture.width * k, picture.height * k];
      const seen = (start: number, extent: number, screen: number): number =>
        Math.min(screen, start + extent) - Math.max(0, start);
      expect(seen(at.x, width, canvas.width)).toBeGreaterThanOrEqual(
        Math.min(80, width / 2) - 1e-6,
      );
      expect(seen(at.y, height, canvas.height)).toBeGreaterThanOrEqual(
        Math.min(80, height / 2) - 1e-6,
      );
      expect(at.zoom).toBe(k);
    }),
  );
});
