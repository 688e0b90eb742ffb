import { EdgeRole } from '../../src/shared/protocol/layoutContract';
import type { VisibleEdge } from '../layout/visibleGraph';
import { medianOf } from '../state/heat';
import { inputKey } from '../state/subject';
import type { Look } from './look';
import type { Picture } from './picture';
import { traceArrow, traceRoute, traceStraight } from './trace';

/** The lines in sight, with the widths of all. */
export interface LinesInView {
  readonly edges: readonly number[];
  readonly widths: Float32Array;
  readonly zoom: number;
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
/** Below this zoom, corners are not worth their time. */
export const ROUND_ZOOM = 0.3;

function traceFlow(
  { line, arrows }: { readonly line: Path2D; readonly arrows: Path2D },
  route: Float32Array,
  { width, zoom }: { readonly width: number; readonly zoom: number },
): void {
  if (zoom <= ROUND_ZOOM) {
    traceStraight(line, route);
    return;
  }
  traceRoute(line, route);
  traceArrow(arrows, route, 5 + width);
}

/** The main flow: grey, as wide as its gradient is large. Equal widths are painted together. */
export function paintFlow(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: LinesInView,
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
    traceFlow(paths, points, { width, zoom: view.zoom });
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
