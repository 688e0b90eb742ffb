import { boxMarks } from './boxMarks';
import { paintFarView } from './farView';
import { frameMark } from './frameMarks';
import { isEdgeHighlighted } from './highlight';
import type { Appearance } from './appearance';
import type { Mark, Measure } from './marks';
import { canvasMeasure, paintMarks } from './paintMarks';
import type { Picture, Rect } from './picture';
import { sceneMarks } from './sceneMarks';
import { skipMarks } from './skipMarks';

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A camera over a canvas of this size in CSS pixels; `ratio` device pixels make one of them. */
export interface Viewport {
  readonly camera: Camera;
  readonly size: { readonly width: number; readonly height: number };
  readonly ratio: number;
}

/** Below this zoom, or above these numbers in view, single boxes and lines are no longer told apart. */
const DETAIL_ZOOM = 0.16;
const MOST_NODES = 600;
const MOST_EDGES = 1200;

const measures = new WeakMap<CanvasRenderingContext2D, { family: string; measure: Measure }>();

function measureOf(context: CanvasRenderingContext2D, family: string): Measure {
  let known = measures.get(context);
  if (known?.family !== family) {
    known = { family, measure: canvasMeasure(context, family) };
    measures.set(context, known);
  }
  return known.measure;
}

/** The part of the picture that the camera sees. */
export const areaOf = ({ camera: { x, y, zoom }, size }: Viewport): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: size.width / zoom,
  height: size.height / zoom,
});

/** The marks of the selected and hovered items, which stand out from afar too. */
function highlightMarks(
  picture: Picture,
  appearance: Appearance,
  zoom: number,
  measure: Measure,
): readonly Mark[] {
  const drawing = { appearance, zoom, measure };
  const targets = [appearance.selected, appearance.hovered];
  const keys = targets.flatMap((target) => (target?.type === 'item' ? [target.key] : []));
  const highlighted = [...keys, ...appearance.cursor].flatMap((key) => {
    const index = picture.graph.nodeOf(key);
    return (index !== undefined && picture.graph.nodes[index]) || [];
  });
  const hasSkip = appearance.selected?.type === 'skip' || appearance.hovered?.type === 'skip';
  const lines = hasSkip
    ? picture.graph.edges.filter((edge) => isEdgeHighlighted(edge, appearance))
    : [];
  return [
    ...skipMarks(
      picture,
      lines.map(({ index }) => index),
      drawing,
    ),
    ...highlighted.flatMap((node) =>
      node.open ? frameMark(picture, node, drawing) : boxMarks(picture, node, drawing),
    ),
  ];
}

/** The nodes and edges in view, if they are few enough to be told apart. */
function nearby(picture: Picture, area: Rect, zoom: number) {
  if (zoom < DETAIL_ZOOM) return undefined;
  const nodes = picture.nodesIn(area);
  if (nodes.length > MOST_NODES) return undefined;
  const edges = picture.edgesIn(area);
  return edges.length > MOST_EDGES ? undefined : { nodes, edges };
}

/** Paints the part of the picture that the camera sees. */
export function paintPicture(
  context: CanvasRenderingContext2D,
  picture: Picture,
  appearance: Appearance,
  viewport: Viewport,
): void {
  const { camera, size, ratio } = viewport;
  const { zoom } = camera;
  const { font, background } = appearance.theme;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = background;
  context.fillRect(0, 0, size.width, size.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * camera.x, ratio * camera.y);
  const area = areaOf(viewport);
  const measure = measureOf(context, font);
  const near = nearby(picture, area, zoom);
  if (near)
    paintMarks(context, sceneMarks(picture, near, { appearance, zoom, measure, area }), font);
  else {
    const highlighted = highlightMarks(picture, appearance, zoom, measure);
    const dimmed = highlighted.some(({ type }) => type === 'lines');
    paintFarView(context, picture, appearance, { zoom, area, dimmed });
    paintMarks(context, highlighted, font);
  }
}
