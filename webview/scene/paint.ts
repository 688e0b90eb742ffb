import { paintBox, paintFrame, paintFrameTitle, paintManyBoxes } from './paintBoxes';
import { lineWidths, paintFlow } from './paintFlow';
import { paintSkipLabels, paintSkips } from './paintSkips';
import type { VisibleNode } from '../layout/visibleGraph';
import type { Target } from '../state/panelState';
import type { Look } from './look';
import type { Picture, Rect } from './picture';

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Below this zoom, or above this many boxes, single boxes are no longer told apart. */
const DETAIL_ZOOM = 0.16;
const MOST_DETAILED = 1500;
const TITLE_ZOOM = 0.45;

const widthsOf = new WeakMap<Picture, Float32Array>();

function widths(picture: Picture): Float32Array {
  const known = widthsOf.get(picture) ?? lineWidths(picture);
  widthsOf.set(picture, known);
  return known;
}

const isLit = (node: VisibleNode, targets: readonly (Target | undefined)[]): boolean =>
  targets.some((target) => target?.type === 'item' && target.key === node.item.key);

/** Of boxes smaller than a pixel, one per pixel is enough. */
function thinOut(picture: Picture, nodes: readonly VisibleNode[], zoom: number): VisibleNode[] {
  const painted = new Set<number>();
  return nodes.filter(({ index }) => {
    const { x, y, height } = picture.rect(index);
    if (height * zoom >= 1) return true;
    const pixel = Math.round(y * zoom) * 8192 + Math.round(x * zoom);
    if (painted.has(pixel)) return false;
    painted.add(pixel);
    return true;
  });
}

/** Paints what the camera sees. `size` is in CSS pixels. */
export function paintPicture(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: {
    readonly camera: Camera;
    readonly size: { width: number; height: number };
    readonly ratio: number;
  },
): void {
  const { camera, size, ratio } = view;
  const { zoom } = camera;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = look.theme.background;
  context.fillRect(0, 0, size.width, size.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * camera.x, ratio * camera.y);
  const area: Rect = {
    x: -camera.x / zoom,
    y: -camera.y / zoom,
    width: size.width / zoom,
    height: size.height / zoom,
  };
  const nodes = picture.nodesIn(area).flatMap((index) => picture.graph.nodes[index] ?? []);
  const targets = [look.selected, look.hovered];
  for (const node of nodes)
    if (node.open) paintFrame(context, picture, node, { look, zoom, lit: isLit(node, targets) });
  const edges = picture.edgesIn(area);
  const lines = { edges, widths: widths(picture), zoom };
  paintFlow(context, picture, look, lines);
  paintSkips(context, picture, look, lines);
  if (zoom >= TITLE_ZOOM)
    for (const node of nodes) if (node.open) paintFrameTitle(context, picture, node, look);
  const boxes = nodes.filter(({ open }) => !open);
  const isCrowd = zoom < DETAIL_ZOOM || boxes.length > MOST_DETAILED;
  const detailed = isCrowd ? boxes.filter((node) => isLit(node, targets)) : boxes;
  if (isCrowd) paintManyBoxes(context, picture, thinOut(picture, boxes, zoom), look);
  for (const node of detailed)
    paintBox(context, picture, node, { look, zoom, lit: isLit(node, targets) });
  paintSkipLabels(context, picture, look, lines);
}
