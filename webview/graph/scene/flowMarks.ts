import type { VisibleEdge } from '../layout/visibleGraph';
import { groupBy } from '../state/groupBy';
import type { Drawing } from './boxMarks';
import { clashText } from './clashMarks';
import { flowWidthAt, ROUND_ZOOM } from './lineStyle';
import { lineWidths } from './lineWidths';
import type { Mark } from './marks';
import type { Picture } from './picture';

/** Tells the main flow, which carries no skip. */
export const isFlow = ({ skips }: VisibleEdge): boolean => skips.length === 0;

/** The main flow: grey, as wide as its gradient is large. */
export function flowMarks(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const widths = lineWidths(picture);
  const shown = edges.filter((index) => {
    const edge = picture.graph.edges[index];
    const isClashing = edge && clashText(picture.subject, edge) !== undefined;
    return edge && isFlow(edge) && !isClashing && picture.route(index).length >= 4;
  });
  const { appearance, zoom } = drawing;
  const isNear = zoom > ROUND_ZOOM;
  return [...groupBy(shown, (index) => widths[index] ?? 1)].map(([width, own]): Mark => ({
    type: 'lines',
    routes: own.map((index) => picture.route(index)),
    rounded: isNear,
    colour: appearance.theme.flow,
    width: flowWidthAt(width, zoom),
    dash: [],
    alpha: 1,
    arrow: isNear ? 5 + width : 0,
  }));
}
