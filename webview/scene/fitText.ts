const fitted = new Map<string, string>();
const MOST = 20_000;

/** Shortens a text with an ellipsis to what fits into `width`; remembers, because measuring is slow. */
export function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${context.font}|${Math.round(width)}|${text}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  let shown = text.slice(0, 200);
  if (context.measureText(shown).width > width) {
    let [low, high] = [0, shown.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(`${shown.slice(0, middle)}…`).width <= width) low = middle;
      else high = middle - 1;
    }
    shown = low > 0 ? `${shown.slice(0, low)}…` : '';
  }
  if (fitted.size > MOST) fitted.clear();
  fitted.set(key, shown);
  return shown;
}
