import type { VisibleNode } from '../layout/visibleGraph';
import { rimOf, type Drawing } from './boxMarks';
import { nameOf } from './changeSigns';
import { fitText } from './fitText';
import type { Mark } from './marks';
import type { Picture } from './picture';

const TITLE_ZOOM = 0.45;
const titleFont = { size: 11, weight: 400 } as const;

/** The frame around an open group. */
export function frameMark(
  picture: Picture,
  node: VisibleNode,
  { appearance, zoom }: Drawing,
): Mark {
  const { stroke, strokeWidth } = rimOf(node, appearance, zoom);
  return {
    type: 'rect',
    ...picture.rect(node.index),
    radius: 8,
    fill: appearance.theme.frame,
    stroke,
    strokeWidth: Math.max(strokeWidth, 0.7 / zoom),
    dash: [4, 4],
  };
}

/** The title of a frame; drawn above the lines that run through it. */
export function frameTitle(picture: Picture, node: VisibleNode, drawing: Drawing): Mark[] {
  const { appearance, zoom, measure } = drawing;
  if (zoom < TITLE_ZOOM) return [];
  const { x, y, width } = picture.rect(node.index);
  const { theme } = appearance;
  return [
    {
      type: 'text',
      x: x + 10,
      y: y + 13,
      text: fitText(measure, `▾ ${nameOf(node, appearance)}`, titleFont, width - 20),
      font: titleFont,
      colour: theme.muted,
      align: 'left',
      halo: theme.background,
    },
  ];
}
