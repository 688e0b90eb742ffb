import type { Font, Measure } from './marks';

const LONGEST = 200;

/** The separator of the parts of a name or a note; the first part matters most. */
const BETWEEN = ' · ';

function shorten(text: string, width: number, widthOf: (text: string) => number): string {
  const whole = text.slice(0, LONGEST);
  if (widthOf(whole) <= width) return whole;
  const last = whole.lastIndexOf(BETWEEN);
  if (last > 0) return shorten(whole.slice(0, last), width, widthOf);
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

/** Shortens a text to the parts that fit into `width`, or with an ellipsis; remembers, because measuring is slow. */
export function fitText(measure: Measure, text: string, font: Font, width: number): string {
  const known = fitted.get(measure) ?? new Map<string, string>();
  fitted.set(measure, known);
  const key = `${font.weight} ${font.size}|${Math.round(width)}|${text}`;
  const shown = known.get(key) ?? shorten(text, width, (part) => measure(part, font));
  if (known.size > MOST) known.clear();
  known.set(key, shown);
  return shown;
}
