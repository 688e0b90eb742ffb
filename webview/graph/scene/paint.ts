import { boxMarks } from './boxMarks';
import { paintFarView } from './farView';
import { frameMark } from './frameMarks';
import { isEdgeLit } from './lit';
import type { Look } from './look';
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

/** What the camera sees, in CSS pixels, and how many device pixels make one. */
export interface View {
  readonly camera: Camera;
  readonly size: { readonly width: number; readonly height: number };
  readonly ratio: number;
}

/** Below this zoom, or above these numbers in sight, single boxes and lines are no longer told apart. */
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
export const areaOf = ({ camera: { x, y, zoom }, size }: View): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: size.width / zoom,
  height: size.height / zoom,
});

/** What is selected or pointed at stands out from afar too. */
function litMarks(picture: Picture, look: Look, zoom: number, measure: Measure): readonly Mark[] {
  const drawing = { look, zoom, measure };
  const targets = [look.selected, look.hovered];
  const keys = targets.flatMap((target) => (target?.type === 'item' ? [target.key] : []));
  const lit = [...keys, ...look.cursor].flatMap((key) => {
    const index = picture.graph.nodeOf(key);
    return (index !== undefined && picture.graph.nodes[index]) || [];
  });
  const hasSkip = look.selected?.type === 'skip' || look.hovered?.type === 'skip';
  const lines = hasSkip ? picture.graph.edges.filter((edge) => isEdgeLit(edge, look)) : [];
  return [
    ...skipMarks(
      picture,
      lines.map(({ index }) => index),
      drawing,
    ),
    ...lit.flatMap((node) =>
      node.open ? frameMark(picture, node, drawing) : boxMarks(picture, node, drawing),
    ),
  ];
}

/** What is in sight, where it is little enough to tell apart. */
function nearby(picture: Picture, area: Rect, zoom: number) {
  if (zoom < DETAIL_ZOOM) return undefined;
  const nodes = picture.nodesIn(area);
  if (nodes.length > MOST_NODES) return undefined;
  const edges = picture.edgesIn(area);
  return edges.length > MOST_EDGES ? undefined : { nodes, edges };
}

/** Paints what the camera sees. */
export function paintPicture(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: View,
): void {
  const { camera, size, ratio } = view;
  const { zoom } = camera;
  const { font, background } = look.theme;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = background;
  context.fillRect(0, 0, size.width, size.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * camera.x, ratio * camera.y);
  const area = areaOf(view);
  const measure = measureOf(context, font);
  const near = nearby(picture, area, zoom);
  if (near) paintMarks(context, sceneMarks(picture, near, { look, zoom, measure, area }), font);
  else {
    const lit = litMarks(picture, look, zoom, measure);
    const dimmed = lit.some(({ type }) => type === 'lines');
    paintFarView(context, picture, look, { zoom, area, dimmed });
    paintMarks(context, lit, font);
  }
}
