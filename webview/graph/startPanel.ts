import type { Surroundings } from './host/surroundings';
import type { LayoutClient } from './layout/layoutClient';
import { Panel } from './panel';
import type { Rect } from './scene/picture';

/** Starts the panel; `window.skipscope` tells tests the places of boxes on the canvas, and the view. */
export function startPanel(
  root: HTMLElement,
  surroundings: Surroundings,
  layouts: LayoutClient,
): void {
  const panel = new Panel(root, surroundings, layouts);
  const rectOf = (id: string): Rect | null => panel.placeOf(id);
  const centreOf = (id: string): { x: number; y: number } | null => {
    const rect = rectOf(id);
    return rect && { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  };
  Object.assign(window, { skipscope: { centreOf, rectOf, view: () => panel.view } });
}
