import type { SkipKind } from '../../../src/shared/report/report';
import type { VisibleNode } from '../layout/visibleGraph';
import { formatRatio } from '../../../src/shared/words/format';
import { subtitleOf } from '../state/names';
import { findingsOf, worstSeverity } from '../state/subject';
import { layerKey, type TreeItem } from '../state/treeItems';
import { fillOf, type Fill } from './fill';
import { fitText } from './fitText';
import { hatchMark, stripMarks, STRIP_ROOM } from './boxPatterns';
import { nameOf } from './changeSigns';
import { READABLE_ZOOM } from './legibility';
import { isNodeHighlighted } from './highlight';
import type { Appearance } from './appearance';
import type { Font, Mark, Measure, TextMark } from './marks';
import type { Picture, Rect } from './picture';
import type { GraphTheme } from './theme';

/** The inputs of the marks of a picture, besides the picture. */
export interface Drawing {
  readonly appearance: Appearance;
  readonly zoom: number;
  readonly measure: Measure;
  /** The area in view; absent for a file, which shows everything. */
  readonly area?: Rect;
}

const RADIUS = 4;

const fonts = {
  value: { size: 11, weight: 400 },
  title: { size: 12, weight: 600 },
  only: { size: 11.5, weight: 400 },
  subtitle: { size: 11, weight: 400 },
  count: { size: 11, weight: 600 },
} as const satisfies Record<string, Font>;

/** A box with its heat, its pattern, its inner skips and the mark of its worst finding; no text. */
export function boxMarks(picture: Picture, node: VisibleNode, drawing: Drawing): Mark[] {
  const { appearance, zoom } = drawing;
  const rect = picture.rect(node.index);
  const fill = fillOf(node.item, appearance);
  const body: Mark = { type: 'rect', ...rect, radius: RADIUS, fill: fill.colour };
  if (isGhost(picture, node))
    return [{ ...body, fill: appearance.theme.background, ...ghostRim(node, appearance, zoom) }];
  return [
    { ...body, ...rimOf(node, appearance, zoom) },
    ...(fill.hatched ? [hatchMark(rect, appearance.theme.border)] : []),
    ...(node.item.type === 'group' ? stripMarks(node.item, rect, appearance) : []),
    ...findingMark(picture, node, rect, drawing),
  ];
}

/** A layer that is not there, and would make shapes fit. */
const isGhost = ({ subject: { clash } }: Picture, { item }: VisibleNode): boolean =>
  clash?.ghost !== undefined && item.key === layerKey(clash.ghost);

const ghostRim = (node: VisibleNode, appearance: Appearance, zoom: number): Rim => ({
  ...rimOf(node, appearance, zoom),
  dash: [4, 3],
  ...(!isNodeHighlighted(node, appearance) && {
    stroke: appearance.theme.changes.added,
    strokeWidth: Math.max(2, 1 / zoom),
  }),
});

interface Rim {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly dash?: readonly number[];
}

/** The rim of a box: stands out where the box does, and is coloured if only one of two reports has it. */
export function rimOf(node: VisibleNode, appearance: Appearance, zoom: number): Rim {
  const { theme } = appearance;
  const change = appearance.changes.items.get(node.item.key);
  const dashed = change === 'removed' && { dash: [4, 3] };
  if (isNodeHighlighted(node, appearance))
    return { stroke: theme.accent, strokeWidth: Math.max(2.5, 2 / zoom), ...dashed };
  if (change === 'added' || change === 'removed')
    return { stroke: theme.changes[change], strokeWidth: Math.max(2, 1 / zoom), ...dashed };
  const { boxes, severity } = appearance.chain;
  if (severity && boxes.has(node.item.key))
    return { stroke: theme.severities[severity], strokeWidth: Math.max(2.5, 1.5 / zoom) };
  return { stroke: theme.border, strokeWidth: 1 };
}

function findingMark(
  { subject }: Picture,
  { item }: VisibleNode,
  rect: Rect,
  { appearance: { theme }, zoom }: Drawing,
): Mark[] {
  const severity = worstSeverity(findingsOf(subject, item));
  if (!severity) return [];
  return [
    {
      type: 'dot',
      x: rect.x + rect.width,
      y: rect.y,
      radius: Math.min(12, Math.max(5.5, 3 / zoom)),
      fill: theme.severities[severity],
      stroke: theme.background,
      strokeWidth: 1.5,
    },
  ];
}

/** A chip: a short curve in the colour of a kind of skips, and their number. */
function chipOf(place: Rect, text: string, theme: GraphTheme, kind: SkipKind): Mark[] {
  const colour = theme.skips[kind];
  const middle = place.y + place.height / 2;
  const [x, y] = [place.x + 7, middle - 4];
  return [
    { type: 'rect', ...place, radius: 7, fill: theme.background },
    {
      type: 'lines',
      routes: [Float32Array.of(x, y, x + 5, y, x + 5, y + 8, x, y + 8)],
      rounded: true,
      colour,
      width: 1.5,
      dash: [],
      alpha: 1,
      arrow: 0,
    },
    {
      type: 'text',
      x: place.x + 15,
      y: middle,
      text,
      font: fonts.count,
      colour,
      align: 'left',
    },
  ];
}

/** The numbers of skips of each kind in a closed group, as coloured chips, and the left end of their row. */
function chipMarks(
  { inner }: VisibleNode,
  right: number,
  middle: number,
  { appearance: { theme }, measure }: Drawing,
): { readonly marks: Mark[]; readonly left: number } {
  const counts = new Map<SkipKind, number>();
  for (const { kind } of inner) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const marks: Mark[] = [];
  let left = right;
  for (const [kind, count] of counts) {
    const text = String(count);
    const width = measure(text, fonts.count) + 22;
    left -= width;
    marks.push(...chipOf({ x: left, y: middle - 7, width, height: 14 }, text, theme, kind));
    left -= 4;
  }
  return { marks, left };
}

function subtitleMarks(node: VisibleNode, rect: Rect, fill: Fill, drawing: Drawing): Mark[] {
  const { item, inner } = node;
  const x = rect.x + 11;
  const floor = rect.y + rect.height - (item.type === 'group' ? STRIP_ROOM : 0);
  const chips = chipMarks(node, rect.x + rect.width - 6, floor - 11, drawing);
  const end = inner.length > 0 ? chips.left : rect.x + rect.width - 9;
  const subtitle: TextMark = {
    type: 'text',
    x,
    y: floor - 11,
    text: fitText(drawing.measure, subtitleOf(item), fonts.subtitle, end - x),
    font: fonts.subtitle,
    colour: fill.muted,
    align: 'left',
    ...(fill.halo && { halo: fill.halo }),
  };
  return [...chips.marks, subtitle];
}

/** The number of a box, with the factor since an earlier probe; one of that probe itself stands in brackets. */
function numberText(item: TreeItem, { heat }: Appearance): string {
  const value = heat.valueOf(item);
  if (value === undefined) return '';
  const number = heat.scale.metric.format(value);
  if (heat.faded) return `(${number})`;
  const factor = heat.factorOf(item);
  return factor === undefined ? number : `${formatRatio(factor)} → ${number}`;
}

/** The texts of a box: its name and its number, and below them its kind and the skips inside. */
export function boxTexts(picture: Picture, node: VisibleNode, drawing: Drawing): Mark[] {
  const { appearance, zoom, measure } = drawing;
  if (zoom < READABLE_ZOOM) return [];
  const { item } = node;
  const rect = picture.rect(node.index);
  const fill = fillOf(item, appearance);
  const number = numberText(item, appearance);
  const isTall = rect.height > 30;
  const y = rect.y + (isTall ? 13 : rect.height / 2);
  const room = rect.width - 20 - (number ? measure(number, fonts.value) + 10 : 0);
  const font = isTall ? fonts.title : fonts.only;
  const name: TextMark = {
    type: 'text',
    x: rect.x + 11,
    y,
    text: fitText(measure, nameOf(node, appearance), font, room),
    font,
    colour: fill.text,
    align: 'left',
    ...(fill.halo ? { halo: fill.halo } : {}),
  };
  const marks: Mark[] = [name];
  if (number) {
    const x = rect.x + rect.width - 9;
    marks.push({ ...name, x, text: number, font: fonts.value, align: 'right' });
  }
  if (isTall) marks.push(...subtitleMarks(node, rect, fill, drawing));
  return marks;
}
