import type { Font, Measure } from './marks';

const LONGEST = 200;

function shorten(text: string, width: number, widthOf: (text: string) => number): string {
  const whole = text.slice(0, LONGEST);
  if (widthOf(whole) <= width) return whole;
  let [low, high] = [0, whole.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${whole.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? `${whole.slice(0, low)}…` : '';
}

const MOST = 20_000;
const fitted = new WeakMap<Measure, Map<string, string>>();

/** Shortens a text with an ellipsis to what fits into `width`; remembers, because measuring is slow. */
export function fitText(measure: Measure, text: string, font: Font, width: number): string {
  const known = fitted.get(measure) ?? new Map<string, string>();
  fitted.set(measure, known);
  const key = `${font.weight} ${font.size}|${Math.round(width)}|${text}`;
  const shown = known.get(key) ?? shorten(text, width, (part) => measure(part, font));
  if (known.size > MOST) known.clear();
  known.set(key, shown);
  return shown;
}
