/** Size and weight of a text; the family comes from the page's theme. */
export interface Font {
  readonly size: number;
  readonly weight: 400 | 600;
}

export interface RectMark {
  readonly type: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly dash?: readonly number[];
}

/** Lines of one style: each a route of x, y pairs. */
export interface LinesMark {
  readonly type: 'lines';
  readonly routes: readonly Float32Array[];
  readonly rounded: boolean;
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly alpha: number;
  /** The length of the arrow heads; 0 for none. */
  readonly arrow: number;
}

export interface DotMark {
  readonly type: 'dot';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
}

/** One line of text; y is its middle. */
export interface TextMark {
  readonly type: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly font: Font;
  readonly colour: string;
  readonly align: 'left' | 'center' | 'right';
  /** The colour of a rim that keeps lines behind the text apart from it. */
  readonly halo?: string;
}

/**
 * One thing to draw, in the coordinates of the picture (CSS pixels at zoom 1); marks are drawn first to
 * last. Canvas and SVG are two ways to write the same marks down.
 */
export type Mark = RectMark | LinesMark | DotMark | TextMark;

/** The width of a text in CSS pixels. */
export type Measure = (text: string, font: Font) => number;
