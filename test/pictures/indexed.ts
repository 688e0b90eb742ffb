import { decode, encode } from 'fast-png';

/** A colour as 0xRRGGBB, and the number of its pixels. */
type Counted = readonly [colour: number, count: number];
type Channels = [number, number, number];

const COLOURS = 256;
/** The colours that most pixels have are kept as they are: backgrounds, borders, the inside of letters. */
const EXACT = 160;

const channelsOf = (colour: number): Channels => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** The channel in which a set of colours differs most, and by how much. */
function widest(box: readonly Counted[]): readonly [channel: 0 | 1 | 2, range: number] {
  const ranges = ([0, 1, 2] as const).map((channel) => {
    const values = box.map(([colour]) => channelsOf(colour)[channel]);
    return [channel, Math.max(...values) - Math.min(...values)] as const;
  });
  return ranges.reduce((a, b) => (b[1] > a[1] ? b : a));
}

/** Splits colours into sets of near ones (median cut, Heckbert 1982). */
function boxesOf(colours: readonly Counted[], most: number): Counted[][] {
  const boxes = colours.length > 0 ? [[...colours]] : [];
  while (boxes.length > 0 && boxes.length < most) {
    const ranges = boxes.map((box) => widest(box));
    const at = ranges.reduce((best, [, range], i) => (range > ranges[best]![1] ? i : best), 0);
    const [channel, range] = ranges[at]!;
    if (range === 0) break;
    const sorted = [...boxes[at]!].sort(
      ([a], [b]) => channelsOf(a)[channel] - channelsOf(b)[channel],
    );
    const middle = sorted.length >> 1;
    boxes.splice(at, 1, sorted.slice(0, middle), sorted.slice(middle));
  }
  return boxes;
}

function meanOf(box: readonly Counted[]): Channels {
  const total = box.reduce((sum, [, count]) => sum + count, 0);
  const mean = (channel: 0 | 1 | 2): number =>
    Math.round(box.reduce((sum, [c, count]) => sum + channelsOf(c)[channel] * count, 0) / total);
  return [mean(0), mean(1), mean(2)];
}

/** An opaque PNG in 256 colours at most, a third as large as in all of them. */
export function indexed(png: Uint8Array): Uint8Array {
  const { width, height, channels, data } = decode(png);
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const at = i * channels;
    return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
  });
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const exact = byCount.slice(0, byCount.length <= COLOURS ? COLOURS : EXACT);
  const boxes = [
    ...exact.map((one) => [one]),
    ...boxesOf(byCount.slice(exact.length), COLOURS - exact.length),
  ];
  const index = new Map(boxes.flatMap((box, i) => box.map(([colour]) => [colour, i] as const)));
  return encode(
    {
      width,
      height,
      depth: 8,
      channels: 1,
      palette: boxes.map(meanOf),
      data: Uint8Array.from(pixels, (colour) => index.get(colour) ?? 0),
    },
    { zlib: { level: 9 } },
  );
}
