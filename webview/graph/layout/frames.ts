import { EdgeRole, type LayoutRequest } from '../../../src/shared/protocol/layoutContract';

/** A box to be placed; x and y count from the corner of the frame it lies in. */
export interface Box {
  readonly index: number;
  readonly frame: Frame;
  /** The content of an open group. */
  readonly inside: Frame | undefined;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Flows upwards: the decoder side of a U. */
  up: boolean;
  /** The distance of the main line from the left border. */
  spine: number;
}

/** An edge in the innermost frame around both its ends: `a` and `b` are the members that hold the ends. */
export interface FrameEdge {
  readonly index: number;
  readonly from: Box;
  readonly to: Box;
  readonly a: Box;
  readonly b: Box;
  readonly role: number;
}

/** The shortcut of a closed block, at its box. */
export interface Bracket {
  readonly index: number;
  readonly box: Box;
}

/** Boxes that overlap in height; above and below them the frame is free. */
export interface Band {
  top: number;
  bottom: number;
  readonly members: Box[];
}

/** The inside of an open group, or of the whole network. */
export interface Frame {
  /** Its own box in the frame around it; absent for the whole network. */
  readonly box: Box | undefined;
  /** In the network's order. */
  readonly members: Box[];
  /** The edges that leave or cross no other frame than those inside this one. */
  readonly edges: FrameEdge[];
  /** The shortcuts that members are drawn with, as brackets. */
  readonly brackets: Bracket[];
  /** Members with edges to the outside. */
  readonly doors: Set<Box>;
  /** The band of every member, once they have their places. */
  readonly bandOf: Map<Box, Band>;
  /** Points of the routes of `edges`, x and y in turn. */
  readonly routes: Map<number, number[]>;
}

const newFrame = (box: Box | undefined): Frame => ({
  box,
  members: [],
  edges: [],
  brackets: [],
  doors: new Set(),
  bandOf: new Map(),
  routes: new Map(),
});

const depthOf = (box: Box): number => {
  let depth = 0;
  for (let at = box.frame.box; at; at = at.frame.box) depth++;
  return depth;
};

/** The members of the innermost common frame that hold the two ends; marks the doors passed on the way. */
function meet(from: Box, to: Box): { a: Box; b: Box } {
  let a = from;
  let b = to;
  const leave = (box: Box): Box => {
    box.frame.doors.add(box);
    return box.frame.box ?? box;
  };
  let ahead = depthOf(a) - depthOf(b);
  for (; ahead > 0; ahead--) a = leave(a);
  for (; ahead < 0; ahead++) b = leave(b);
  while (a.frame !== b.frame) {
    a = leave(a);
    b = leave(b);
  }
  return { a, b };
}

function readBoxes(request: LayoutRequest, root: Frame): Box[] {
  const boxes: Box[] = [];
  request.parent.forEach((parent, index) => {
    const frame = boxes[parent]?.inside ?? root;
    const box: Box = {
      index,
      frame,
      inside: undefined,
      x: 0,
      y: 0,
      width: request.width[index] ?? 0,
      height: request.height[index] ?? 0,
      up: false,
      spine: (request.width[index] ?? 0) / 2,
    };
    const whole = request.isOpen[index] === 1 ? Object.assign(box, { inside: newFrame(box) }) : box;
    frame.members.push(whole);
    boxes.push(whole);
  });
  return boxes;
}

/** Reads a request into frames within frames. */
export function buildFrames(request: LayoutRequest): { root: Frame; boxes: readonly Box[] } {
  const root = newFrame(undefined);
  const boxes = readBoxes(request, root);
  request.edgeFrom.forEach((fromIndex, index) => {
    const from = boxes[fromIndex];
    const to = boxes[request.edgeTo[index] ?? -1];
    if (!from || !to) return;
    const role = request.edgeRole[index] ?? EdgeRole.flow;
    if (role === EdgeRole.around) {
      to.frame.brackets.push({ index, box: to });
      return;
    }
    const { a, b } = meet(from, to);
    if (a !== b) a.frame.edges.push({ index, from, to, a, b, role });
  });
  return { root, boxes };
}

/** The corner of a box, counted from the corner of a frame around it. */
export function cornerIn(box: Box, frame: Frame): { x: number; y: number } {
  let { x, y } = box;
  for (let at = box.frame; at !== frame && at.box; at = at.box.frame) {
    x += at.box.x;
    y += at.box.y;
  }
  return { x, y };
}

/** Merges the heights of boxes into bands, top to bottom, and enters them in the frame. */
export function bandsOf(frame: Frame, members: readonly Box[]): Band[] {
  const bands: Band[] = [];
  for (const box of [...members].sort((a, b) => a.y - b.y)) {
    const last = bands.at(-1);
    if (last && box.y < last.bottom) {
      last.bottom = Math.max(last.bottom, box.y + box.height);
      last.members.push(box);
    } else bands.push({ top: box.y, bottom: box.y + box.height, members: [box] });
  }
  for (const band of bands) for (const box of band.members) frame.bandOf.set(box, band);
  return bands;
}
