import { EdgeRole } from '../../src/shared/protocol/layoutContract';
import type { VisibleEdge } from '../layout/visibleGraph';
import { formatShare } from '../../src/shared/report/format';
import { inputKey } from '../state/subject';
import { medianOf } from '../state/heat';
import { isShown, skipDashes, type Look } from './look';
import type { Picture } from './picture';

const ROUNDING = 18;

/** Traces a polyline with rounded corners. */
export function traceRoute(path: CanvasPath, points: Float32Array): void {
  const last = points.length - 2;
  path.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let at = 2; at < last; at += 2) {
    const [x0 = 0, y0 = 0, x = 0, y = 0, x1 = 0, y1 = 0] = points.subarray(at - 2, at + 4);
    const room = Math.min(Math.hypot(x - x0, y - y0), Math.hypot(x1 - x, y1 - y)) / 2;
    path.arcTo(x, y, x1, y1, Math.min(ROUNDING, room));
  }
  path.lineTo(points[last] ?? 0, points[last + 1] ?? 0);
}

function traceArrow(path: CanvasPath, points: Float32Array, size: number): void {
  const [x0 = 0, y0 = 0, x = 0, y = 0] = points.subarray(-4);
  const length = Math.hypot(x - x0, y - y0) || 1;
  const [dx, dy] = [((x - x0) / length) * size, ((y - y0) / length) * size];
  path.moveTo(x, y);
  path.lineTo(x - dx - dy * 0.55, y - dy + dx * 0.55);
  path.lineTo(x - dx + dy * 0.55, y - dy - dx * 0.55);
  path.closePath();
}

/** The gradient that flows back over a line: the mean over the inputs it carries. */
function gradientOf({ subject }: Picture, { inputs }: VisibleEdge): number | undefined {
  const values = inputs.flatMap(
    ({ layer, slot }) => subject.inputGradients.get(inputKey(layer, slot)) ?? [],
  );
  return values.length > 0
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : undefined;
}

/** Line widths of one picture: 2 at the median gradient, one pixel more or less per two decades. */
export function lineWidths(picture: Picture): Float32Array {
  const gradients = picture.graph.edges.map((edge) => gradientOf(picture, edge));
  const centre = medianOf(gradients.filter((value) => value !== undefined));
  return Float32Array.from(gradients, (value) => {
    if (value === undefined || centre === undefined) return 1.5;
    return value <= 0 ? 0.75 : Math.min(4.5, Math.max(0.75, 2 + Math.log10(value / centre) / 2));
  });
}

const WIDTH_STEPS = 4;

/** The main flow: grey, as wide as its gradient is large. Equal widths are painted together. */
export function paintFlow(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: { readonly edges: readonly number[]; readonly widths: Float32Array; readonly zoom: number },
): void {
  const byWidth = new Map<number, { line: Path2D; arrows: Path2D }>();
  for (const index of view.edges) {
    const edge = picture.graph.edges[index];
    if (edge?.role !== EdgeRole.flow || edge.skips.length > 0) continue;
    const points = picture.route(index);
    if (points.length < 4) continue;
    const width = Math.round((view.widths[index] ?? 1) * WIDTH_STEPS) / WIDTH_STEPS;
    const paths = byWidth.get(width) ?? { line: new Path2D(), arrows: new Path2D() };
    byWidth.set(width, paths);
    traceRoute(paths.line, points);
    if (view.zoom > 0.35) traceArrow(paths.arrows, points, 5 + width);
  }
  context.setLineDash([]);
  context.strokeStyle = look.theme.flow;
  context.fillStyle = look.theme.flow;
  for (const [width, { line, arrows }] of byWidth) {
    context.lineWidth = Math.max(width, 0.6 / view.zoom);
    context.stroke(line);
    context.fill(arrows);
  }
}

const isLit = (edge: VisibleEdge, look: Look): boolean =>
  [look.hovered, look.selected].some(
    (target) => target?.type === 'skip' && edge.skips.some(({ id }) => id === target.id),
  );

/** Shortcuts: each kind its colour and dash; the one that is pointed at stands out. */
export function paintSkips(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: { readonly edges: readonly number[]; readonly widths: Float32Array; readonly zoom: number },
): void {
  const shown = view.edges.flatMap((index) => {
    const edge = picture.graph.edges[index];
    return edge?.skips.some((skip) => isShown(skip, look.filter)) ? [edge] : [];
  });
  const someLit = shown.some((edge) => isLit(edge, look));
  for (const edge of shown) {
    const points = picture.route(edge.index);
    const kind = edge.skips[0]?.kind;
    if (points.length < 4 || !kind) continue;
    const lit = isLit(edge, look);
    const width = Math.max(1.6, view.widths[edge.index] ?? 2) + (lit ? 1.5 : 0);
    context.globalAlpha = someLit && !lit ? 0.35 : 1;
    context.strokeStyle = look.theme.skips[kind];
    context.fillStyle = look.theme.skips[kind];
    context.lineWidth = Math.max(width, 1 / view.zoom);
    context.setLineDash(view.zoom > 0.25 ? [...skipDashes[kind]] : []);
    const line = new Path2D();
    traceRoute(line, points);
    context.stroke(line);
    if (view.zoom > 0.3) paintArrow(context, points, 6 + width);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintArrow(context: CanvasRenderingContext2D, points: Float32Array, size: number): void {
  const arrow = new Path2D();
  traceArrow(arrow, points, size);
  context.fill(arrow);
}

/** The share that a skip carries, or how many it stands for; `undefined` where neither is known. */
export function skipLabel(picture: Picture, edge: VisibleEdge): string | undefined {
  const [only] = edge.skips;
  if (edge.skips.length > 1) return `×${edge.skips.length}`;
  const share = only && picture.subject.forks.get(only.id)?.shortcutShare;
  return share === undefined ? undefined : formatShare(share);
}

/** Where the label of a line goes: beside the middle of its longest stretch. */
export function labelPlace(points: Float32Array): { x: number; y: number; upright: boolean } {
  let longest = -1;
  let place = { x: 0, y: 0, upright: true };
  for (let at = 0; at + 3 < points.length; at += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.subarray(at, at + 4);
    const length = Math.abs(x1 - x0) + Math.abs(y1 - y0);
    if (length <= longest) continue;
    longest = length;
    place = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, upright: Math.abs(y1 - y0) > Math.abs(x1 - x0) };
  }
  return place;
}

export function paintSkipLabels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: { readonly edges: readonly number[]; readonly zoom: number },
): void {
  if (view.zoom < 0.55) return;
  context.font = `10.5px ${look.theme.font}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const index of view.edges) {
    const edge = picture.graph.edges[index];
    const kind = edge?.skips[0]?.kind;
    if (!edge || !kind || !edge.skips.some((skip) => isShown(skip, look.filter))) continue;
    const text = skipLabel(picture, edge);
    const points = picture.route(index);
    if (text === undefined || points.length < 4) continue;
    const { x, y, upright } = labelPlace(points);
    context.textAlign = upright ? 'left' : 'center';
    const at = upright ? ([x + 5, y] as const) : ([x, y - 9] as const);
    context.lineWidth = 4;
    context.strokeStyle = look.theme.background;
    context.strokeText(text, ...at);
    context.fillStyle = look.theme.skips[kind];
    context.fillText(text, ...at);
  }
  context.textAlign = 'left';
}
