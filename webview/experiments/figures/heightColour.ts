/** Colours from low to high (viridis: even in brightness, told apart by colour-blind eyes). */
const STOPS: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];

/** The colour of a height from 0 to 1. */
export function heightColour(height: number): string {
  const place = Math.min(0.9999, Math.max(0, height)) * (STOPS.length - 1);
  const [from, to] = [STOPS[Math.floor(place)], STOPS[Math.floor(place) + 1]];
  const share = place - Math.floor(place);
  const mixed = [0, 1, 2].map((i) =>
    Math.round((from?.[i] ?? 0) + ((to?.[i] ?? 0) - (from?.[i] ?? 0)) * share),
  );
  return `rgb(${mixed.join(' ')})`;
}
