import { formatShare } from '../../../src/shared/words/format';
import type { SkipKind } from '../../../src/shared/report/report';
import { carriedShare } from '../../../src/shared/report/seeds';
import type { VisibleEdge } from '../layout/visibleGraph';
import { groupBy } from '../state/groupBy';
import { ablatedLabel } from '../../../src/shared/words/ablationWords';
import { isAblated } from '../state/ablation';
import { isRunMetric } from '../state/runNames';
import type { Drawing } from './boxMarks';
import { clipRoute } from './clipRoute';
import { signOf } from './changeSigns';
import { clashText } from './clashMarks';
import { FAINT_ALPHA, ROUND_ZOOM, skipWidthAt, THINNEST_SKIP } from './lineStyle';
import { lineWidths } from './lineWidths';
import { isEdgeHighlighted } from './highlight';
import { isShown, skipDashes, type Appearance } from './appearance';
import type { LinesMark, Mark, Measure, TextMark } from './marks';
import type { Picture } from './picture';
import { labelPlace } from './trace';

interface SkipLine {
  readonly edge: VisibleEdge;
  readonly kind: SkipKind;
  readonly route: Float32Array;
  readonly highlighted: boolean;
  /** Set if only one of two compared reports has the skips. */
  readonly change: 'added' | 'removed' | undefined;
  /** The probe ran without all skips of this line. */
  readonly ablated: boolean;
  readonly width: number;
}

/** The change that all skips of a line have in common. */
function changeOf({ skips }: VisibleEdge, { changes }: Appearance): SkipLine['change'] {
  const [first, ...others] = skips.map(({ id }) => changes.skips.get(id));
  return others.every((other) => other === first) ? first : undefined;
}

/** The kind that a line is drawn as; `undefined` if the filter hides all that it stands for. */
export const kindOf = ({ skips }: VisibleEdge, { filter }: Appearance): SkipKind | undefined =>
  skips.find((skip) => isShown(skip, filter))?.kind;

function linesOf(picture: Picture, appearance: Appearance, edges: readonly number[]): SkipLine[] {
  const widths = lineWidths(picture);
  return edges.flatMap((index) => {
    const edge = picture.graph.edges[index];
    const kind = edge && kindOf(edge, appearance);
    const route = picture.route(index);
    if (!edge || !kind || route.length < 4) return [];
    if (clashText(picture.subject, edge) !== undefined) return [];
    return {
      edge,
      kind,
      route,
      highlighted: isEdgeHighlighted(edge, appearance),
      change: changeOf(edge, appearance),
      ablated: edge.skips.every(({ id }) => isAblated(picture.subject, id)),
      width: widths[index] ?? 2,
    };
  });
}

/** More lines than this merge into a solid area: dashes would cost a second a frame and show nothing. */
const MOST_DASHED = 600;

/** Lines of one style, in the order of the first of each. */
const groupByStyle = (lines: readonly SkipLine[]): Iterable<readonly SkipLine[]> =>
  groupBy(lines, ({ kind, highlighted, change, ablated, width }) =>
    [kind, highlighted, change, ablated, width].join(),
  ).values();

/** Skips: each kind in its colour and dash; the one that is pointed at stands out above the others. */
export function skipMarks(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const { appearance, zoom, area } = drawing;
  const lines = linesOf(picture, appearance, edges);
  const highlighted = lines.filter((line) => line.highlighted);
  const others = lines.filter((line) => !line.highlighted);
  const isNear = zoom > ROUND_ZOOM;
  const isDashed = isNear && lines.length <= MOST_DASHED;
  const visible = (route: Float32Array): Float32Array => (area ? clipRoute(route, area) : route);
  const markOf = (lineGroup: readonly SkipLine[], style: SkipLine): LinesMark => {
    const isFaint =
      !style.highlighted && (highlighted.length > 0 || style.ablated || style.change === 'removed');
    const width = Math.max(THINNEST_SKIP, style.width) + (style.highlighted ? 1.5 : 0);
    return {
      type: 'lines',
      routes: lineGroup.map(({ route }) => visible(route)),
      rounded: isNear,
      colour: appearance.theme.skips[style.kind],
      width: skipWidthAt(width, zoom),
      dash: isDashed ? skipDashes[style.kind] : [],
      alpha: isFaint ? FAINT_ALPHA : 1,
      arrow: isNear ? 6 + width : 0,
    };
  };
  return [...groupByStyle([...others, ...highlighted])].flatMap((lineGroup) => {
    const [style] = lineGroup;
    return style ? [markOf(lineGroup, style)] : [];
  });
}

/** The number of skips of a line; of a single one its share, or that it was ablated. `undefined` if none is known. */
function skipLabel(
  picture: Picture,
  { skips }: VisibleEdge,
  { heat }: Appearance,
): string | undefined {
  const [only] = skips;
  if (skips.length > 1) return `×${skips.length}`;
  if (only && isAblated(picture.subject, only.id)) return ablatedLabel();
  // A run measures no shares, and a probe's numbers are not shown beside its own.
  if (isRunMetric(heat.metric)) return undefined;
  const share = only && carriedShare(picture.subject.forks.get(only.id));
  return share === undefined ? undefined : formatShare(share);
}

const LABEL_ZOOM = 0.55;
const labelFont = { size: 11, weight: 400 } as const;

interface Label extends SkipLine {
  readonly text: string;
  readonly place: ReturnType<typeof labelPlace>;
}

/** One label for each skip: a shortcut with boxes of its own has several lines. */
function labelsOf(
  picture: Picture,
  lines: readonly SkipLine[],
  appearance: Appearance,
): Iterable<Label> {
  const labels = new Map<string, Label>();
  for (const line of lines) {
    const text = `${signOf(line.change)}${skipLabel(picture, line.edge, appearance) ?? ''}`.trim();
    const key = line.edge.skips.map(({ id }) => id).join();
    if (text === '') continue;
    const label = { ...line, text, place: labelPlace(line.route) };
    const known = labels.get(key);
    if (!known || known.place.length < label.place.length) labels.set(key, label);
  }
  return labels.values();
}

function labelMark(
  { kind, text, place: { x, y, upright } }: Label,
  { theme }: Appearance,
): TextMark {
  return {
    type: 'text',
    ...(upright ? { x: x + 5, y, align: 'left' } : { x, y: y - 9, align: 'center' }),
    text,
    font: labelFont,
    colour: theme.skips[kind],
    halo: theme.background,
  };
}

/** Leaves out labels that would lie over others; of lanes side by side the first keeps its label. */
function apart(labels: readonly TextMark[], measure: Measure): TextMark[] {
  const taken: { readonly left: number; readonly right: number; readonly y: number }[] = [];
  return labels.filter(({ x, y, text, align }) => {
    const width = measure(text, labelFont);
    const left = align === 'left' ? x : x - width / 2;
    const right = left + width;
    const height = labelFont.size + 2;
    const isFree = taken.every(
      (other) => other.left > right || other.right < left || Math.abs(other.y - y) > height,
    );
    if (isFree) taken.push({ left, right, y });
    return isFree;
  });
}

/** The shares of the skips in view, each beside the longest stretch of its line. */
export function skipLabels(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const { appearance, zoom, measure } = drawing;
  if (zoom < LABEL_ZOOM) return [];
  const labels = [...labelsOf(picture, linesOf(picture, appearance, edges), appearance)];
  // The one that is pointed at comes first.
  labels.sort((a, b) => Number(b.highlighted) - Number(a.highlighted));
  return apart(
    labels.map((label) => labelMark(label, appearance)),
    measure,
  );
}
