import type { Pixels } from './decodeImage';

/** The two entries that one entry of the result lies between, and how far it lies towards the second, 0 to 1. */
interface Sample {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** Samples an axis at the centres of its entries (half-pixel centres), in float32. */
function sampled(from: number, to: number): Sample[] {
  const scale = Math.fround(from / to);
  const offset = Math.fround(Math.fround(0.5 * scale) - 0.5);
  return Array.from({ length: to }, (_, i) => {
    const place = Math.fround(Math.fround(i * scale) + offset);
    const inside = Math.min(Math.max(place, 0), from - 1);
    const low = Math.floor(inside);
    return { low, high: Math.min(low + 1, from - 1), share: Math.fround(inside - low) };
  });
}

/** A value on the way from `a` to `b`, in float32. */
const between = (a: number, b: number, share: number): number =>
  Math.fround(a + Math.fround(Math.fround(b - a) * share));

/** Scales an image by bilinear interpolation with half-pixel centres, in float32 from the columns to the rows. */
export function resizeBilinear(
  { width, height, channels, values }: Pixels,
  size: Pick<Pixels, 'width' | 'height'>,
): Float32Array {
  const [columns, rows] = [sampled(width, size.width), sampled(height, size.height)];
  const result = new Float32Array(size.height * size.width * channels);
  const at = (row: number, column: number, channel: number): number =>
    values[(row * width + column) * channels + channel] ?? 0;
  let next = 0;
  for (const row of rows) {
    for (const column of columns) {
      for (let channel = 0; channel < channels; channel++) {
        const inRow = (number: number): number =>
          between(at(number, column.low, channel), at(number, column.high, channel), column.share);
        result[next++] = between(inRow(row.low), inRow(row.high), row.share);
      }
    }
  }
  return result;
}
