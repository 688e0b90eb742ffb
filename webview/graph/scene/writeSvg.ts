import type { DotMark, LinesMark, Mark, RectMark, TextMark } from './marks';
import { HALO_WIDTH } from './lineStyle';
import { traceArrow, traceRoute, traceStraight, type PathSink } from './trace';

/** The sheet that marks are written on; its title is for those who do not see it. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly background: string;
  /** The page's font family; common ones follow it in case it is not installed. */
  readonly font: string;
}

/** A colour that every reader of SVG understands: CSS functions and alpha are for browsers only. */
export interface PlainColour {
  readonly hex: string;
  readonly alpha: number;
}
export type ReadColour = (css: string) => PlainColour;

/** Room around the picture for marks that reach over its edge: rims, arrow heads, labels beside lanes. */
export const SHEET_MARGIN = 24;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Characters that XML cannot hold. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Names come from user code: whatever they hold is text, and well-formed. */
const escaped = (text: string): string =>
  text
    .replace(unwritable, '\ufffd')
    .replace(/[\t\r\n]/g, ' ')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

type Attributes = Readonly<Record<string, string | number | undefined>>;

function tag(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`],
  );
  const start = `<${name}${written.join('')}`;
  return content === undefined ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** Collects a traced route as path data. */
class PathText implements PathSink {
  readonly parts: string[] = [];
  moveTo(x: number, y: number): void {
    this.add('M', x, y);
  }
  lineTo(x: number, y: number): void {
    this.add('L', x, y);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.add('Q', cx, cy, x, y);
  }
  closePath(): void {
    this.parts.push('Z');
  }
  private add(command: string, ...at: number[]): void {
    this.parts.push(command + at.map(rounded).join(' '));
  }
}

function pathData(
  routes: readonly Float32Array[],
  trace: (path: PathSink, route: Float32Array) => void,
): string {
  const path = new PathText();
  for (const route of routes) trace(path, route);
  return path.parts.join('');
}

const dashes = (dash: readonly number[] | undefined): string | undefined =>
  dash && dash.length > 0 ? dash.map(rounded).join(' ') : undefined;

/** The baseline below the middle of a text, as a share of its size: SVG places texts by it, canvas by the middle. */
const BASELINE = 0.35;
const anchors = { left: undefined, center: 'middle', right: 'end' } as const;

class SvgWriter {
  private readonly colours = new Map<string, PlainColour>();

  constructor(private readonly readColour: ReadColour) {}

  write(mark: Mark): string {
    switch (mark.type) {
      case 'rect':
        return this.rect(mark);
      case 'lines':
        return this.lines(mark);
      case 'dot':
        return this.dot(mark);
      case 'text':
        return this.text(mark);
    }
  }

  /** `fill` or `stroke` in a colour, with its opacity if it is not whole. */
  paint(use: 'fill' | 'stroke', css: string): Attributes {
    const colour = this.colours.get(css) ?? this.readColour(css);
    this.colours.set(css, colour);
    const { hex, alpha } = colour;
    return { [use]: hex, [`${use}-opacity`]: alpha < 1 ? alpha : undefined };
  }

  private rect({ x, y, width, height, radius, ...mark }: RectMark): string {
    return tag('rect', {
      x,
      y,
      width,
      height,
      rx: radius > 0 ? radius : undefined,
      ...(mark.fill === undefined ? { fill: 'none' } : this.paint('fill', mark.fill)),
      ...(mark.stroke === undefined ? {} : this.paint('stroke', mark.stroke)),
      'stroke-width': mark.stroke === undefined ? undefined : (mark.strokeWidth ?? 1),
      'stroke-dasharray': dashes(mark.dash),
    });
  }

  private lines({ routes, ...mark }: LinesMark): string {
    const opacity = mark.alpha < 1 ? mark.alpha : undefined;
    const lines = tag('path', {
      d: pathData(routes, mark.rounded ? traceRoute : traceStraight),
      fill: 'none',
      ...this.paint('stroke', mark.colour),
      'stroke-width': mark.width,
      'stroke-dasharray': dashes(mark.dash),
      opacity,
    });
    if (mark.arrow === 0) return lines;
    const heads = pathData(routes, (path, route) => traceArrow(path, route, mark.arrow));
    return lines + tag('path', { d: heads, ...this.paint('fill', mark.colour), opacity });
  }

  private dot({ x, y, radius, fill, stroke, strokeWidth }: DotMark): string {
    return tag('circle', {
      cx: x,
      cy: y,
      r: radius,
      ...this.paint('fill', fill),
      ...this.paint('stroke', stroke),
      'stroke-width': strokeWidth,
    });
  }

  private text({ x, y, text, font: { size, weight }, colour, align, halo }: TextMark): string {
    const place = {
      x,
      y: y + size * BASELINE,
      'font-size': size,
      'font-weight': weight === 400 ? undefined : weight,
      'text-anchor': anchors[align],
    };
    // The rim as a text of its own: not every reader knows `paint-order`.
    const rim =
      halo === undefined
        ? ''
        : tag(
            'text',
            {
              ...place,
              'aria-hidden': 'true',
              fill: 'none',
              ...this.paint('stroke', halo),
              'stroke-width': HALO_WIDTH,
            },
            escaped(text),
          );
    return rim + tag('text', { ...place, ...this.paint('fill', colour) }, escaped(text));
  }
}

/** Marks as the text of one SVG file: vectors, names as text, and nothing from outside. */
export function writeSvg(marks: readonly Mark[], sheet: Sheet, readColour: ReadColour): string {
  const writer = new SvgWriter(readColour);
  const width = sheet.width + 2 * SHEET_MARGIN;
  const height = sheet.height + 2 * SHEET_MARGIN;
  const origin = { x: -SHEET_MARGIN, y: -SHEET_MARGIN };
  const background = tag('rect', {
    ...origin,
    width,
    height,
    ...writer.paint('fill', sheet.background),
  });
  const drawn = tag(
    'g',
    { 'stroke-linejoin': 'round', 'font-family': `${sheet.font}, system-ui, sans-serif` },
    `\n${marks.map((mark) => writer.write(mark)).join('\n')}\n`,
  );
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: [origin.x, origin.y, width, height].map(rounded).join(' '),
    role: 'img',
    'xml:space': 'preserve',
  };
  const title = tag('title', {}, escaped(sheet.title));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('svg', root, `\n${title}\n${background}\n${drawn}\n`)}\n`;
}
