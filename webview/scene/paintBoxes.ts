import type { SkipKind } from '../../src/shared/report/report';
import type { VisibleNode } from '../layout/visibleGraph';
import type { LayerHeat } from '../state/layerHeat';
import { subtitleOf, titleOf } from '../state/names';
import { css, rampColour, textOn } from '../state/ramp';
import { findingsOf, worstSeverity } from '../state/subject';
import type { TreeGroup, TreeItem } from '../state/treeItems';
import { fitText } from './fitText';
import type { Look } from './look';
import type { Picture, Rect } from './picture';
import type { Theme } from './theme';

interface Fill {
  readonly colour: string;
  readonly text: string;
  readonly muted: string;
  readonly hatched: boolean;
}

/** Heat, or the plain surface where the metric says nothing, or hatched where its number is missing. */
function makeFill(item: TreeItem, { heat, theme }: Look): Fill {
  const place = heat.scale.place(heat.valueOf(item));
  if (place !== undefined) {
    const colour = rampColour(theme.ramp, place);
    const text = textOn(colour);
    return { colour: css(colour), text, muted: text, hatched: false };
  }
  const plain = { colour: theme.surface, text: theme.text, muted: theme.muted };
  return { ...plain, hatched: heat.appliesTo(item) };
}

/** Fills by what they depend on: a frame of 10,000 boxes has no time to work them out again. */
const fills = new WeakMap<LayerHeat, { theme: Theme; byItem: Map<TreeItem, Fill> }>();

function fillOf(item: TreeItem, look: Look): Fill {
  let known = fills.get(look.heat);
  if (known?.theme !== look.theme) {
    known = { theme: look.theme, byItem: new Map() };
    fills.set(look.heat, known);
  }
  const fill = known.byItem.get(item) ?? makeFill(item, look);
  known.byItem.set(item, fill);
  return fill;
}

const RADIUS = 4;

function hatch(context: CanvasRenderingContext2D, rect: Rect, colour: string): void {
  context.save();
  context.beginPath();
  context.rect(rect.x, rect.y, rect.width, rect.height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = rect.x - rect.height; x < rect.x + rect.width; x += 7) {
    context.moveTo(x, rect.y + rect.height);
    context.lineTo(x + rect.height, rect.y);
  }
  context.stroke();
  context.restore();
}

const STRIP = 6;
const MOST_STRIPES = 108;

/** A strip of the layers inside a closed group, first at the left: where in it the gradient changes. */
function paintStrip(
  context: CanvasRenderingContext2D,
  group: TreeGroup,
  rect: Rect,
  look: Look,
): void {
  const places = group.layers.flatMap(
    (layer) =>
      look.heat.scale.place(look.heat.valueOf({ type: 'layer', key: group.key, layer })) ?? [],
  );
  const shown = Math.min(places.length, MOST_STRIPES);
  if (shown < 2) return;
  const width = rect.width / shown;
  context.save();
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, RADIUS);
  context.clip();
  for (let at = 0; at < shown; at++) {
    const place = places[Math.floor((at * places.length) / shown)] ?? 0;
    context.fillStyle = css(rampColour(look.theme.ramp, place));
    context.fillRect(rect.x + at * width, rect.y + rect.height - STRIP, width + 0.3, STRIP);
  }
  context.fillStyle = look.theme.border;
  context.fillRect(rect.x, rect.y + rect.height - STRIP - 1, rect.width, 1);
  context.restore();
}

/** How many skips of each kind a closed group holds, as coloured chips at its lower right. */
function paintInner(
  context: CanvasRenderingContext2D,
  node: VisibleNode,
  rect: Rect,
  look: Look,
): number {
  const counts = new Map<SkipKind, number>();
  for (const { kind } of node.inner) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const middle = rect.y + rect.height - STRIP - 11;
  let right = rect.x + rect.width - 6;
  context.font = `600 10px ${look.theme.font}`;
  for (const [kind, count] of counts) {
    const text = String(count);
    const width = context.measureText(text).width + 22;
    right -= width;
    context.beginPath();
    context.roundRect(right, middle - 7, width, 14, 7);
    context.fillStyle = look.theme.background;
    context.fill();
    context.strokeStyle = look.theme.skips[kind];
    context.fillStyle = look.theme.skips[kind];
    context.lineWidth = 1.5;
    const [x, y] = [right + 6, middle - 4];
    context.beginPath();
    context.moveTo(x, y);
    context.bezierCurveTo(x + 7, y, x + 7, y + 8, x, y + 8);
    context.stroke();
    context.fillText(text, right + 15, middle + 0.5);
    right -= 4;
  }
  return right;
}

function paintTexts(
  context: CanvasRenderingContext2D,
  node: VisibleNode,
  place: { readonly rect: Rect; readonly fill: Fill },
  look: Look,
): void {
  const { rect, fill } = place;
  const { item } = node;
  const indent = 11;
  const floor = rect.height - (item.type === 'group' ? STRIP : 0);
  const right = rect.x + rect.width - 9;
  const value = look.heat.valueOf(item);
  const number = value === undefined ? '' : look.heat.scale.metric.format(value);
  const isTall = rect.height > 30;
  const first = rect.y + (isTall ? 13 : rect.height / 2);
  context.textBaseline = 'middle';
  context.font = `11px ${look.theme.font}`;
  context.fillStyle = fill.text;
  context.textAlign = 'right';
  context.fillText(number, right, first);
  const numberWidth = number ? context.measureText(number).width + 10 : 0;
  context.textAlign = 'left';
  context.font = `${isTall ? '600 12px' : '11.5px'} ${look.theme.font}`;
  const room = rect.width - indent - 9;
  context.fillText(fitText(context, titleOf(item), room - numberWidth), rect.x + indent, first);
  if (!isTall) return;
  const chips = paintInner(context, node, rect, look);
  context.font = `10.5px ${look.theme.font}`;
  context.fillStyle = fill.muted;
  const end = node.inner.length > 0 ? chips : right;
  context.fillText(
    fitText(context, subtitleOf(item), end - rect.x - indent),
    rect.x + indent,
    rect.y + floor - 12,
  );
}

function paintMark(
  context: CanvasRenderingContext2D,
  picture: Picture,
  node: VisibleNode,
  place: { readonly rect: Rect; readonly look: Look; readonly zoom: number },
): void {
  const { rect, look, zoom } = place;
  const severity = worstSeverity(findingsOf(picture.subject, node.item));
  if (!severity) return;
  const size = Math.min(12, Math.max(5.5, 3 / zoom));
  context.beginPath();
  context.arc(rect.x + rect.width, rect.y, size, 0, Math.PI * 2);
  context.fillStyle = look.theme.severities[severity];
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = look.theme.background;
  context.stroke();
}

const TEXT_ZOOM = 0.5;

/** One box with its heat, its two lines of text, its inner skips and the mark of its worst finding. */
export function paintBox(
  context: CanvasRenderingContext2D,
  picture: Picture,
  node: VisibleNode,
  view: { readonly look: Look; readonly zoom: number; readonly lit: boolean },
): void {
  const { look, zoom } = view;
  const rect = picture.rect(node.index);
  const fill = fillOf(node.item, look);
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, RADIUS);
  context.fillStyle = fill.colour;
  context.fill();
  if (fill.hatched) hatch(context, rect, look.theme.muted);
  if (node.item.type === 'group') paintStrip(context, node.item, rect, look);
  context.strokeStyle = view.lit ? look.theme.accent : look.theme.border;
  context.lineWidth = view.lit ? Math.max(2.5, 2 / zoom) : 1;
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, RADIUS);
  context.stroke();
  if (zoom >= TEXT_ZOOM) paintTexts(context, node, { rect, fill }, look);
  paintMark(context, picture, node, { rect, look, zoom });
}

/** Very many or very small boxes: fills only, equal colours together. */
export function paintManyBoxes(
  context: CanvasRenderingContext2D,
  picture: Picture,
  nodes: readonly VisibleNode[],
  look: Look,
): void {
  const byColour = new Map<string, Path2D>();
  for (const node of nodes) {
    const { x, y, width, height } = picture.rect(node.index);
    const { colour, hatched } = fillOf(node.item, look);
    const key = hatched ? look.theme.muted : colour;
    const path = byColour.get(key) ?? new Path2D();
    path.rect(x, y, width, height);
    byColour.set(key, path);
  }
  for (const [colour, path] of byColour) {
    context.fillStyle = colour;
    context.fill(path);
  }
}

/** The frame around an open group, with its title. */
export function paintFrame(
  context: CanvasRenderingContext2D,
  picture: Picture,
  node: VisibleNode,
  view: { readonly look: Look; readonly zoom: number; readonly lit: boolean },
): void {
  const { look, zoom } = view;
  const { x, y, width, height } = picture.rect(node.index);
  context.beginPath();
  context.roundRect(x, y, width, height, 8);
  context.fillStyle = look.theme.frame;
  context.fill();
  context.setLineDash([4, 4]);
  context.strokeStyle = view.lit ? look.theme.accent : look.theme.border;
  context.lineWidth = Math.max(view.lit ? 2 : 1, 0.7 / zoom);
  context.stroke();
  context.setLineDash([]);
}

/** The titles of frames stand above the lines that run through them. */
export function paintFrameTitle(
  context: CanvasRenderingContext2D,
  picture: Picture,
  node: VisibleNode,
  look: Look,
): void {
  const { x, y, width } = picture.rect(node.index);
  context.font = `10.5px ${look.theme.font}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = look.theme.background;
  context.fillStyle = look.theme.muted;
  const text = fitText(context, `− ${titleOf(node.item)}`, width - 20);
  context.strokeText(text, x + 10, y + 13);
  context.fillText(text, x + 10, y + 13);
}
