import type { VisibleEdge } from '../layout/visibleGraph';
import type { Subject } from '../state/subject';
import type { Drawing } from './boxMarks';
import { ROUND_ZOOM, skipWidthAt } from './lineStyle';
import type { Mark, TextMark } from './marks';
import type { Picture } from './picture';
import { labelPlace } from './trace';

const WIDTH = 2.5;
const LABEL_ZOOM = 0.55;
const labelFont = { size: 11, weight: 600 } as const;

/** The shape and the line of the input that a line carries to where it does not fit; `undefined` for other lines. */
export function clashText({ clash }: Subject, { inputs }: VisibleEdge): string | undefined {
  if (!clash) return undefined;
  return clash.inputs.find((one) =>
    inputs.some(({ layer, slot }) => layer === one.layer && slot === one.slot),
  )?.text;
}

function clashing({ subject, graph }: Picture, edges: readonly number[]) {
  if (!subject.clash) return [];
  return edges.flatMap((index) => {
    const edge = graph.edges[index];
    const text = edge && clashText(subject, edge);
    return text === undefined ? [] : [{ index, text }];
  });
}

/** The branches that do not fit where they meet: red, above all other lines. */
export function clashMarks(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const { appearance, zoom } = drawing;
  const isNear = zoom > ROUND_ZOOM;
  const routes = clashing(picture, edges).map(({ index }) => picture.route(index));
  if (routes.length === 0) return [];
  return [
    {
      type: 'lines',
      routes,
      rounded: isNear,
      colour: appearance.theme.severities.error,
      width: skipWidthAt(WIDTH, zoom),
      dash: [],
      alpha: 1,
      arrow: isNear ? 6 + WIDTH : 0,
    },
  ];
}

/** The shapes of those branches and the lines that make them, each beside its branch and away from the others. */
export function clashLabels(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const { theme } = drawing.appearance;
  if (drawing.zoom < LABEL_ZOOM) return [];
  const labels = clashing(picture, edges).map(({ index, text }) => ({
    text,
    place: labelPlace(picture.route(index)),
  }));
  const rightmost = Math.max(...labels.map(({ place }) => place.x));
  return labels.map(({ text, place: { x, y, upright } }): Mark => {
    const hasRoom = x - 6 - drawing.measure(text, labelFont) > (drawing.area?.x ?? -Infinity);
    const beside: Pick<TextMark, 'x' | 'align'> =
      x < rightmost && hasRoom ? { x: x - 6, align: 'right' } : { x: x + 6, align: 'left' };
    return {
      type: 'text',
      ...(upright ? { ...beside, y } : { x, y: y - 9, align: 'center' }),
      text,
      font: labelFont,
      colour: theme.severities.error,
      halo: theme.background,
    };
  });
}
