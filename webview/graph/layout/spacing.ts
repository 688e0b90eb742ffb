/** Distances of the layout, in CSS pixels at zoom 1. */
export const spacing = {
  /** Between a box and the next one below. */
  row: 22,
  /** Between boxes side by side. */
  column: 26,
  /** Inside a frame; the title is above the content. */
  framePadding: 16,
  frameTitle: 28,
  /** From the boxes to the first lane, and from lane to lane. */
  firstLane: 26,
  lane: 13,
  /** All lanes together take no more than this. */
  widestLanes: 420,
  /** From a closed block to the bracket of its shortcut, and from that to the next; short of the box beside it. */
  bracket: 15,
  bracketStep: 5,
  widestBracket: 25,
  /** Between the two columns of a U. */
  valley: 150,
  /** From a box to a line that passes beside it. */
  clearance: 9,
} as const;

/** The heights at which skips leave and arrive at the side of a box, as shares of its height in the direction of flow. */
export const attach = { arrive: 0.32, leave: 0.7 } as const;

export type Side = 'left' | 'right';
