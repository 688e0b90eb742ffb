import type { VisibleNode } from '../layout/visibleGraph';
import { titleOf } from '../state/names';
import type { Drawing } from './boxMarks';
import { fitText } from './fitText';
import { isNodeLit } from './lit';
import type { Mark } from './marks';
import type { Picture } from './picture';

const TITLE_ZOOM = 0.45;
const titleFont = { size: 10.5, weight: 400 } as const;

/** The frame around an open group. */
export function frameMark(picture: Picture, node: VisibleNode, { look, zoom }: Drawing): Mark {
  const lit = isNodeLit(node, look);
  return {
    type: 'rect',
    ...picture.rect(node.index),
    radius: 8,
    fill: look.theme.frame,
    stroke: lit ? look.theme.accent : look.theme.border,
    strokeWidth: Math.max(lit ? 2 : 1, 0.7 / zoom),
    dash: [4, 4],
  };
}

/** The title of a frame; drawn above the lines that run through it. */
export function frameTitle(picture: Picture, node: VisibleNode, drawing: Drawing): Mark[] {
  const { look, zoom, measure } = drawing;
  if (zoom < TITLE_ZOOM) return [];
  const { x, y, width } = picture.rect(node.index);
  const text = fitText(measure, `− ${titleOf(node.item)}`, titleFont, width - 20);
  const { muted: colour, background: halo } = look.theme;
  return [
    { type: 'text', x: x + 10, y: y + 13, text, font: titleFont, colour, align: 'left', halo },
  ];
}
