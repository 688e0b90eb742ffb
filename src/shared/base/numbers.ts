/** A whole number with thousands separated by commas, the same in every locale: `274,442`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

const MOST_DIGITS = 9;

/** A decimal integer that may have thousands of digits: `68,719,476`, and `6.8e10` if it has many. */
export function formatBigCount(digits: string): string {
  if (digits.length <= MOST_DIGITS) return formatCount(Number(digits));
  const leading = Number(`${digits.slice(0, 1)}.${digits.slice(1, 15)}`).toFixed(1);
  return leading === '10.0' ? `1.0e${digits.length}` : `${leading}e${digits.length - 1}`;
}

const scaled = (value: number, base: number, units: readonly string[]): string => {
  let unit = 0;
  while (Math.abs(value) >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  const digits = unit === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`.trim();
};

/** Multiply-accumulates (MACs) and other large counts in short: `4.75 M`. */
export function formatMagnitude(count: number): string {
  return scaled(count, 1000, ['', 'k', 'M', 'G', 'T']);
}

/** Bytes with binary units: `64.0 KiB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB']);
}

/** A duration: `412 ms`, `1.2 s`. */
export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

const DECADES = { from: -8, to: 0 } as const;

/**
 * The position of a gradient on the fixed log scale of every bar and colour, 0 (≤ 1e-8) to 1 (≥ 1). The range
 * spans RMS ∂L/∂W from vanished to exploding networks; it never depends on the data, which keeps two pictures
 * comparable.
 */
export function gradientLevel(value: number | undefined): number | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined;
  if (value <= 0) return 0;
  const level = (Math.log10(value) - DECADES.from) / (DECADES.to - DECADES.from);
  return Math.min(1, Math.max(0, level));
}
