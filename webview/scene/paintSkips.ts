import { formatShare } from '../../src/shared/report/format';
import type { SkipKind } from '../../src/shared/report/report';
import type { VisibleEdge } from '../layout/visibleGraph';
import { isShown, skipDashes, type Look } from './look';
import { ROUND_ZOOM, type LinesInView } from './paintFlow';
import type { Picture } from './picture';
import { labelPlace, traceArrow, traceRoute, traceStraight } from './trace';

const isLit = (edge: VisibleEdge, look: Look): boolean =>
  [look.hovered, look.selected].some(
    (target) => target?.type === 'skip' && edge.skips.some(({ id }) => id === target.id),
  );

interface SkipLine {
  readonly edge: VisibleEdge;
  readonly kind: SkipKind;
  readonly route: Float32Array;
  readonly lit: boolean;
}

function linesOf(picture: Picture, look: Look, edges: readonly number[]): SkipLine[] {
  return edges.flatMap((index) => {
    const edge = picture.graph.edges[index];
    const kind = edge?.skips.find((skip) => isShown(skip, look.filter))?.kind;
    const route = picture.route(index);
    if (!edge || !kind || route.length < 4) return [];
    return { edge, kind, route, lit: isLit(edge, look) };
  });
}

/** Lines that are painted in one stroke. */
interface Strand {
  readonly kind: SkipKind;
  readonly lit: boolean;
  readonly width: number;
  readonly line: Path2D;
  readonly arrows: Path2D;
}

const WIDTH_STEPS = 4;

function gatherStrands(lines: readonly SkipLine[], view: LinesInView): Strand[] {
  const strands = new Map<string, Strand>();
  for (const { edge, kind, route, lit } of lines) {
    const rounded = Math.round((view.widths[edge.index] ?? 2) * WIDTH_STEPS) / WIDTH_STEPS;
    const width = Math.max(1.6, rounded) + (lit ? 1.5 : 0);
    const key = `${kind}${lit}${width}`;
    const made = { kind, lit, width, line: new Path2D(), arrows: new Path2D() };
    const strand = strands.get(key) ?? made;
    strands.set(key, strand);
    if (view.zoom > ROUND_ZOOM) {
      traceRoute(strand.line, route);
      traceArrow(strand.arrows, route, 6 + width);
    } else traceStraight(strand.line, route);
  }
  // The one that is pointed at comes last, above the others.
  return [...strands.values()].sort((a, b) => Number(a.lit) - Number(b.lit));
}

/** So many lines are a surface: dashes would cost a second a frame and show nothing. */
const MOST_DASHED = 600;

/** Shortcuts: each kind its colour and dash; the one that is pointed at stands out. */
export function paintSkips(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: LinesInView,
): void {
  const lines = linesOf(picture, look, view.edges);
  const someLit = lines.some(({ lit }) => lit);
  const isDashed = view.zoom > ROUND_ZOOM && lines.length <= MOST_DASHED;
  for (const { kind, lit, width, line, arrows } of gatherStrands(lines, view)) {
    context.globalAlpha = someLit && !lit ? 0.35 : 1;
    context.strokeStyle = look.theme.skips[kind];
    context.fillStyle = look.theme.skips[kind];
    context.lineWidth = Math.max(width, 1 / view.zoom);
    context.setLineDash(isDashed ? [...skipDashes[kind]] : []);
    context.stroke(line);
    context.fill(arrows);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The share that a skip carries, or how many it stands for; `undefined` where neither is known. */
function skipLabel(picture: Picture, { skips }: VisibleEdge): string | undefined {
  const [only] = skips;
  if (skips.length > 1) return `×${skips.length}`;
  const share = only && picture.subject.forks.get(only.id)?.shortcutShare;
  return share === undefined ? undefined : formatShare(share);
}

const LABEL_ZOOM = 0.55;

interface Label extends SkipLine {
  readonly text: string;
  readonly place: ReturnType<typeof labelPlace>;
}

/** One label for each skip: a shortcut with boxes of its own has several lines. */
function labelsOf(picture: Picture, lines: readonly SkipLine[]): Iterable<Label> {
  const labels = new Map<string, Label>();
  for (const line of lines) {
    const text = skipLabel(picture, line.edge);
    const key = line.edge.skips.map(({ id }) => id).join();
    if (text === undefined) continue;
    const label = { ...line, text, place: labelPlace(line.route) };
    const known = labels.get(key);
    if (!known || known.place.length < label.place.length) labels.set(key, label);
  }
  return labels.values();
}

export function paintSkipLabels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  look: Look,
  view: LinesInView,
): void {
  if (view.zoom < LABEL_ZOOM) return;
  context.font = `10.5px ${look.theme.font}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = look.theme.background;
  for (const { kind, text, place } of labelsOf(picture, linesOf(picture, look, view.edges))) {
    const { x, y, upright } = place;
    context.textAlign = upright ? 'left' : 'center';
    const at = upright ? ([x + 5, y] as const) : ([x, y - 9] as const);
    context.strokeText(text, ...at);
    context.fillStyle = look.theme.skips[kind];
    context.fillText(text, ...at);
  }
  context.textAlign = 'left';
}
