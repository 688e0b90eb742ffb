/** A way from values to pixels. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** A step of 1, 2 or 5 times a power of ten that gives at most some ticks. */
function stepFor(range: number, most: number): number {
  const rough = range / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

const MOST_TICKS = 6;

export function linearAxis({ least, most }: Range, [from, to]: readonly [number, number]): Axis {
  const range = most > least ? most - least : 1;
  const step = stepFor(range, MOST_TICKS);
  const first = Math.ceil(least / step);
  const count = Math.max(0, Math.floor((least + range) / step + 1e-9) - first + 1);
  return {
    at: (value) => from + ((value - least) / range) * (to - from),
    ticks: Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12))),
  };
}

/** Ticks at 1, 2 and 5 times each power of ten, at the powers alone where there are many. */
export function logAxis({ least, most }: Range, [from, to]: readonly [number, number]): Axis {
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const range = high > low ? high - low : 1;
  const powers = Array.from(
    { length: Math.ceil(range) + 2 },
    (_, i) => 10 ** (Math.floor(low) + i),
  );
  const every = Math.ceil(range / MOST_TICKS);
  const all =
    range > 2 ? powers.filter((_, i) => i % every === 0) : powers.flatMap((p) => [p, 2 * p, 5 * p]);
  return {
    at: (value) => from + ((Math.log10(value) - low) / range) * (to - from),
    ticks: all
      .map((tick) => Number(tick.toPrecision(3)))
      .filter((tick) => tick >= least * 0.999 && tick <= most * 1.001),
  };
}

/** The range of some values with a little room; on a logarithmic axis above zero. */
export function rangeOf(values: readonly number[], log: boolean): Range {
  const known = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  if (known.length === 0) return log ? { least: 0.1, most: 10 } : { least: 0, most: 1 };
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (log) {
    const room = Math.max(1.05, (most / least) ** 0.04);
    return { least: least / room, most: most * room };
  }
  const room = most > least ? 0.04 * (most - least) : Math.abs(most) * 0.1 || 0.5;
  return { least: least - room, most: most + room };
}
