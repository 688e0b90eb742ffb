import * as l10n from '@vscode/l10n';
import { formatShare } from '../../../src/shared/words/format';
import type { SkipKind } from '../../../src/shared/report/report';
import type { VisibleEdge } from '../layout/visibleGraph';
import { groupBy } from '../state/groupBy';
import { isCut } from '../state/subject';
import type { Drawing } from './boxMarks';
import { clipRoute } from './clipRoute';
import { signOf } from './changeSigns';
import { ROUND_ZOOM } from './flowMarks';
import { lineWidths } from './lineWidths';
import { isEdgeLit } from './lit';
import { isShown, skipDashes, type Look } from './look';
import type { LinesMark, Mark, Measure, TextMark } from './marks';
import type { Picture } from './picture';
import { labelPlace } from './trace';

interface SkipLine {
  readonly edge: VisibleEdge;
  readonly kind: SkipKind;
  readonly route: Float32Array;
  readonly lit: boolean;
  /** Set where only one of two compared reports has it. */
  readonly change: 'added' | 'removed' | undefined;
  /** The probe went without all that it stands for. */
  readonly cut: boolean;
}

/** What all skips of a line have in common. */
function changeOf({ skips }: VisibleEdge, { changes }: Look): SkipLine['change'] {
  const [first, ...others] = skips.map(({ id }) => changes.skips.get(id));
  return others.every((other) => other === first) ? first : undefined;
}

/** The kind that a line is drawn as; `undefined` where the filter hides all that it stands for. */
export const kindOf = ({ skips }: VisibleEdge, { filter }: Look): SkipKind | undefined =>
  skips.find((skip) => isShown(skip, filter))?.kind;

function linesOf(picture: Picture, look: Look, edges: readonly number[]): SkipLine[] {
  return edges.flatMap((index) => {
    const edge = picture.graph.edges[index];
    const kind = edge && kindOf(edge, look);
    const route = picture.route(index);
    if (!edge || !kind || route.length < 4) return [];
    const cut = edge.skips.every(({ id }) => isCut(picture.subject, id));
    return { edge, kind, route, lit: isEdgeLit(edge, look), change: changeOf(edge, look), cut };
  });
}

/** So many lines are a surface: dashes would cost a second a frame and show nothing. */
const MOST_DASHED = 600;

/** Shortcuts: each kind its colour and dash; the one that is pointed at stands out above the others. */
export function skipMarks(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const { look, zoom, area } = drawing;
  const widths = lineWidths(picture);
  const lines = linesOf(picture, look, edges);
  const someLit = lines.some(({ lit }) => lit);
  const isNear = zoom > ROUND_ZOOM;
  const isDashed = isNear && lines.length <= MOST_DASHED;
  // The one that is pointed at comes last, above the others.
  const ordered = [...lines.filter(({ lit }) => !lit), ...lines.filter(({ lit }) => lit)];
  const strands = groupBy(
    ordered,
    ({ edge, kind, lit, change, cut }) => `${kind}${lit}${change}${cut}${widths[edge.index] ?? 2}`,
  );
  return [...strands.values()].flatMap((strand): LinesMark[] => {
    const [first] = strand;
    if (!first) return [];
    const { kind, lit, edge, change, cut } = first;
    const isFaint = !lit && (someLit || cut || change === 'removed');
    const width = Math.max(1.6, widths[edge.index] ?? 2) + (lit ? 1.5 : 0);
    const seen = (route: Float32Array): Float32Array => (area ? clipRoute(route, area) : route);
    return [
      {
        type: 'lines',
        routes: strand.map(({ route }) => seen(route)),
        rounded: isNear,
        colour: look.theme.skips[kind],
        width: Math.max(width, 1 / zoom),
        dash: isDashed ? skipDashes[kind] : [],
        alpha: isFaint ? 0.35 : 1,
        arrow: isNear ? 6 + width : 0,
      },
    ];
  });
}

/** The share that a skip carries, that it was cut, or how many it stands for; `undefined` where neither is known. */
function skipLabel(picture: Picture, { skips }: VisibleEdge): string | undefined {
  const [only] = skips;
  if (skips.length > 1) return `×${skips.length}`;
  if (only && isCut(picture.subject, only.id)) return l10n.t('cut');
  const share = only && picture.subject.forks.get(only.id)?.shortcutShare;
  return share === undefined ? undefined : formatShare(share);
}

const LABEL_ZOOM = 0.55;
const labelFont = { size: 10.5, weight: 400 } as const;

interface Label extends SkipLine {
  readonly text: string;
  readonly place: ReturnType<typeof labelPlace>;
}

/** One label for each skip: a shortcut with boxes of its own has several lines. */
function labelsOf(picture: Picture, lines: readonly SkipLine[]): Iterable<Label> {
  const labels = new Map<string, Label>();
  for (const line of lines) {
    const text = `${signOf(line.change)}${skipLabel(picture, line.edge) ?? ''}`.trim();
    const key = line.edge.skips.map(({ id }) => id).join();
    if (text === '') continue;
    const label = { ...line, text, place: labelPlace(line.route) };
    const known = labels.get(key);
    if (!known || known.place.length < label.place.length) labels.set(key, label);
  }
  return labels.values();
}

function labelMark({ kind, text, place: { x, y, upright } }: Label, { theme }: Look): TextMark {
  return {
    type: 'text',
    ...(upright ? { x: x + 5, y, align: 'left' } : { x, y: y - 9, align: 'center' }),
    text,
    font: labelFont,
    colour: theme.skips[kind],
    halo: theme.background,
  };
}

/** Leaves out what would be written over another; of lanes side by side the first keeps its label. */
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

/** What the skips in sight carry, each beside its longest stretch. */
export function skipLabels(picture: Picture, edges: readonly number[], drawing: Drawing): Mark[] {
  const { look, zoom, measure } = drawing;
  if (zoom < LABEL_ZOOM) return [];
  const labels = [...labelsOf(picture, linesOf(picture, look, edges))];
  // The one that is pointed at comes first.
  labels.sort((a, b) => Number(b.lit) - Number(a.lit));
  return apart(
    labels.map((label) => labelMark(label, look)),
    measure,
  );
}
