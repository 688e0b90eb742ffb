/**
 * A request to the layout worker. Nodes are numbered 0…n−1: boxes to place and the open groups that frame
 * them, every parent before its children. Columns of numbers replace objects because they cross to the worker
 * and back in a millisecond at 10,000 nodes.
 */
export interface LayoutRequest {
  /** The open group that a node lies in, or −1. */
  readonly parent: Int32Array;
  /** Sizes of the boxes in CSS pixels; open groups have 0 and are sized by their content. */
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** 1 for an open group. */
  readonly isOpen: Uint8Array;
  /** Edges run between boxes, never between frames. */
  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  /** One of {@link EdgeRole}. */
  readonly edgeRole: Uint8Array;
  /** Lays out without ELK, after a group that took it too long. */
  readonly simple: boolean;
}

/** The role of an edge in the layout. */
export const EdgeRole = {
  /** The main flow: decides which box lies below which. */
  flow: 0,
  /** Part of a shortcut that has boxes of its own (a projection): laid out beside the main flow. */
  branch: 1,
  /** A shortcut without boxes, in a lane at the side. */
  shortSkip: 2,
  /** The same from encoder to decoder: it shapes its group like a U. */
  longSkip: 3,
  /** The shortcut of a closed block, a bracket at its box: both ends are that box. */
  around: 4,
} as const;

/** The places of all nodes and edges, in CSS pixels at zoom 1. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** x, y, width, height of every node. */
  readonly boxes: Float32Array;
  /** Route of edge i: `points[start[i]]` to `points[start[i + 1]]`, as x, y pairs. */
  readonly routeStart: Int32Array;
  readonly routePoints: Float32Array;
}

/** Webview → layout worker. */
export interface LayoutContract {
  requests: { arrange: { takes: LayoutRequest; gives: Layout } };
  events: Record<string, never>;
}

/** The worker's only caller is our own bundle: the shape is all that can go wrong. */
export const isLayoutRequest = (payload: unknown): payload is LayoutRequest =>
  typeof payload === 'object' && payload !== null && 'edgeRole' in payload;
