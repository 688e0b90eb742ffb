import { css } from '../../kit/ramp';
import type { TreeGroup } from '../state/treeItems';
import type { Appearance } from './appearance';
import { heatColour } from './heatColour';
import type { Mark } from './marks';
import type { Rect } from './picture';

const HATCH_STEP = 7;

/** Slanted lines over a box whose number is missing, each ending at its borders. */
export function hatchMark({ x, y, width, height }: Rect, colour: string): Mark {
  const routes: Float32Array[] = [];
  for (let start = HATCH_STEP - height; start < width; start += HATCH_STEP) {
    const [from, to] = [Math.max(0, start), Math.min(width, start + height)];
    const bottom = y + height;
    routes.push(Float32Array.of(x + from, bottom - (from - start), x + to, bottom - (to - start)));
  }
  return { type: 'lines', routes, rounded: false, colour, width: 1, dash: [], alpha: 1, arrow: 0 };
}

/** The height of the strip in a closed group, with its margin. */
export const STRIP_ROOM = 8;
const STRIP = 4;
const STRIP_INSET = 7;
const MOST_STRIPES = 108;

/** A strip of the layers inside a closed group, first at the left: it shows the course of the gradient. */
export function stripMarks(group: TreeGroup, rect: Rect, { heat, theme }: Appearance): Mark[] {
  const colours = group.layers.flatMap((layer) => {
    const colour = heatColour({ type: 'layer', key: group.key, layer }, heat, theme.ramp);
    return colour ? [css(colour)] : [];
  });
  const shown = Math.min(colours.length, MOST_STRIPES);
  if (shown < 2) return [];
  const step = (rect.width - 2 * STRIP_INSET) / shown;
  const [left, y] = [rect.x + STRIP_INSET, rect.y + rect.height - STRIP - 5];
  const stripes: { fill: string; from: number; to: number }[] = [];
  for (let at = 0; at < shown; at++) {
    const fill = colours[Math.floor((at * colours.length) / shown)] ?? theme.surface;
    const last = stripes.at(-1);
    if (last?.fill === fill) last.to = at + 1;
    else stripes.push({ fill, from: at, to: at + 1 });
  }
  const frame: Mark = {
    type: 'rect',
    x: left - 1,
    y: y - 1,
    width: rect.width - 2 * STRIP_INSET + 2,
    height: STRIP + 2,
    radius: 0,
    fill: theme.border,
  };
  return [
    frame,
    ...stripes.map(({ fill, from, to }): Mark => ({
      type: 'rect',
      x: left + from * step,
      y,
      width: (to - from) * step,
      height: STRIP,
      radius: 0,
      fill,
    })),
  ];
}
