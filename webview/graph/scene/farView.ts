import { groupBy } from '../state/groupBy';
import { fillOf } from './fill';
import { isFlow } from './flowMarks';
import { looksTheSame, type Appearance } from './appearance';
import {
  FAINT_ALPHA,
  flowWidthAt,
  skipWidthAt,
  THINNEST_FAR_FLOW,
  THINNEST_SKIP,
} from './lineStyle';
import type { Picture, Rect } from './picture';
import { kindOf } from './skipMarks';

/** Boxes of one colour: x, y, width, height in turn. */
interface Fills {
  readonly colour: string;
  readonly rects: Float32Array;
}

/** Level or upright stretches of one colour: where across, then from and to along, in turn. */
interface Bars {
  readonly colour: string;
  readonly upright: boolean;
  /** Flow is thinner than skips. */
  readonly thin: boolean;
  readonly stretches: Float32Array;
}

/** A picture from afar: rectangles only, nothing smaller than a pixel, nothing painted twice. */
export interface FarView {
  readonly frames: Float32Array;
  readonly lines: readonly Bars[];
  readonly boxes: readonly Fills[];
}

/** Stretches along one line, joined where they touch or overlap. */
class Joined {
  private readonly byPlace = new Map<number, { across: number; spans: number[] }>();

  constructor(private readonly pixel: number) {}

  add(across: number, from: number, to: number): void {
    const place = Math.round(across / this.pixel);
    const own = this.byPlace.get(place) ?? { across, spans: [] };
    this.byPlace.set(place, own);
    own.spans.push(Math.min(from, to), Math.max(from, to));
  }

  stretches(): Float32Array {
    const joined: number[] = [];
    for (const { across, spans } of this.byPlace.values()) {
      const order = Array.from({ length: spans.length / 2 }, (_, at) => 2 * at);
      order.sort((a, b) => (spans[a] ?? 0) - (spans[b] ?? 0));
      let [from, to] = [NaN, NaN];
      const close = (): void => {
        if (to - from >= this.pixel) joined.push(across, from, to);
      };
      for (const at of order) {
        const [start = 0, end = 0] = [spans[at], spans[at + 1]];
        if (start <= to + this.pixel) to = Math.max(to, end);
        else {
          close();
          [from, to] = [start, end];
        }
      }
      close();
    }
    return Float32Array.from(joined);
  }
}

function joinRoutes(picture: Picture, edges: readonly number[], pixel: number) {
  const [upright, level] = [new Joined(pixel), new Joined(pixel)];
  for (const edge of edges) {
    const route = picture.route(edge);
    for (let at = 0; at + 3 < route.length; at += 2) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = route.subarray(at, at + 4);
      if (Math.abs(x1 - x0) < Math.abs(y1 - y0)) upright.add((x0 + x1) / 2, y0, y1);
      else level.add((y0 + y1) / 2, x0, x1);
    }
  }
  return { upright: upright.stretches(), level: level.stretches() };
}

function farLines(picture: Picture, appearance: Appearance, pixel: number): Bars[] {
  const { theme } = appearance;
  const styles = groupBy([...picture.graph.edges.keys()], (index) => {
    const edge = picture.graph.edges[index];
    if (!edge) return '';
    return isFlow(edge) ? 'flow' : (kindOf(edge, appearance) ?? '');
  });
  return [...styles].flatMap(([style, edges]): Bars[] => {
    if (style === '') return [];
    const colour = style === 'flow' ? theme.flow : theme.skips[style];
    const { upright, level } = joinRoutes(picture, edges, pixel);
    const thin = style === 'flow';
    return [
      { colour, thin, upright: true, stretches: upright },
      { colour, thin, upright: false, stretches: level },
    ];
  });
}

/** Of boxes lower than a pixel one for each pixel stands for all. */
function farBoxes(picture: Picture, appearance: Appearance, pixel: number): Fills[] {
  const taken = new Set<number>();
  const byColour = new Map<string, number[]>();
  for (const { index, item, open } of picture.graph.nodes) {
    if (open) continue;
    const { x, y, width, height } = picture.rect(index);
    const isSmall = height < pixel;
    const place = Math.floor(y / pixel) * 16_384 + Math.floor(x / pixel);
    if (isSmall && taken.has(place)) continue;
    if (isSmall) taken.add(place);
    const { colour, hatched } = fillOf(item, appearance);
    const key = hatched ? appearance.theme.muted : colour;
    const rects = byColour.get(key) ?? [];
    byColour.set(key, rects);
    if (isSmall) rects.push(x, Math.floor(y / pixel) * pixel, width, pixel);
    else rects.push(x, y, width, height);
  }
  return [...byColour].map(([colour, rects]) => ({ colour, rects: Float32Array.from(rects) }));
}

const farFrames = (picture: Picture, pixel: number): Float32Array =>
  Float32Array.from(
    picture.graph.nodes.flatMap(({ index, open }) => {
      const { x, y, width, height } = picture.rect(index);
      return open && Math.min(width, height) > 4 * pixel ? [x, y, width, height] : [];
    }),
  );

/** The rectangles that remain of a picture if `pixel` of its own units make one pixel. */
export const makeFarView = (picture: Picture, appearance: Appearance, pixel: number): FarView => ({
  frames: farFrames(picture, pixel),
  lines: farLines(picture, appearance, pixel),
  boxes: farBoxes(picture, appearance, pixel),
});

interface FarViews {
  readonly appearance: Appearance;
  readonly byLevel: Map<number, FarView>;
}
const viewsOf = new WeakMap<Picture, FarViews>();

/** The far view for a zoom: one for each doubling, worked out once. */
function farViewOf(picture: Picture, appearance: Appearance, zoom: number): FarView {
  let own = viewsOf.get(picture);
  if (!own || !looksTheSame(own.appearance, appearance)) {
    own = { appearance, byLevel: new Map() };
    viewsOf.set(picture, own);
  }
  const level = Math.ceil(Math.log2(zoom));
  const view = own.byLevel.get(level) ?? makeFarView(picture, appearance, 2 ** -level);
  own.byLevel.set(level, view);
  return view;
}

type Canvas = CanvasRenderingContext2D;

function fillRects(context: Canvas, rects: Float32Array, { x, y, width, height }: Rect): void {
  const right = x + width;
  const bottom = y + height;
  for (let at = 0; at < rects.length; at += 4) {
    const left = rects[at] ?? 0;
    const top = rects[at + 1] ?? 0;
    const w = rects[at + 2] ?? 0;
    const h = rects[at + 3] ?? 0;
    if (left < right && top < bottom && left + w > x && top + h > y)
      context.fillRect(left, top, w, h);
  }
}

const overlapOf = (from: number, to: number, low: number, high: number): [number, number] => [
  Math.max(from, low),
  Math.min(to, high),
];

function fillBars(context: Canvas, bars: Bars, thickness: number, area: Rect): void {
  const { upright, stretches } = bars;
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  for (let at = 0; at < stretches.length; at += 3) {
    const [across = 0, from = 0, to = 0] = stretches.subarray(at, at + 3);
    const [near, far] = [across - thickness / 2, across + thickness / 2];
    const [left, end] = overlapOf(
      ...(upright ? ([near, far] as const) : ([from, to] as const)),
      area.x,
      right,
    );
    const [top, floor] = overlapOf(
      ...(upright ? ([from, to] as const) : ([near, far] as const)),
      area.y,
      bottom,
    );
    if (left < end && top < floor) context.fillRect(left, top, end - left, floor - top);
  }
}

/** Paints a picture from afar, under a transform that scales it by `zoom`. */
export function paintFarView(
  context: Canvas,
  picture: Picture,
  appearance: Appearance,
  view: { readonly zoom: number; readonly area: Rect; readonly dimmed: boolean },
): void {
  const { zoom, area, dimmed } = view;
  const far = farViewOf(picture, appearance, zoom);
  context.fillStyle = appearance.theme.frame;
  fillRects(context, far.frames, area);
  for (const bars of far.lines) {
    context.globalAlpha = dimmed && !bars.thin ? FAINT_ALPHA : 1;
    context.fillStyle = bars.colour;
    const thickness = bars.thin
      ? flowWidthAt(THINNEST_FAR_FLOW, zoom)
      : skipWidthAt(THINNEST_SKIP, zoom);
    fillBars(context, bars, thickness, area);
  }
  context.globalAlpha = 1;
  for (const { colour, rects } of far.boxes) {
    context.fillStyle = colour;
    fillRects(context, rects, area);
  }
}
