import type { Layout } from '../../../src/shared/protocol/layoutContract';
import type { VisibleNode } from '../layout/visibleGraph';
import { layerKey, type ItemKey } from '../state/treeItems';
import type { Picture, Rect } from './picture';

/** The old box of an item: its own, or that of the closed group around it. */
function boxBefore({ item }: VisibleNode, from: Picture): VisibleNode | undefined {
  const first = item.type === 'group' ? item.layers[0] : item.layer;
  const own = from.graph.nodeOf(item.key);
  const index = own ?? (first && from.graph.boxOf(layerKey(first.id)));
  return index === undefined ? undefined : from.graph.nodes[index];
}

/** The place from which a node starts to move: its old one, or one within the box that it was folded into. */
function startOf(node: VisibleNode, from: Picture, to: Picture): Rect {
  const end = to.rect(node.index);
  const before = boxBefore(node, from);
  if (!before) return end;
  const old = from.rect(before.index);
  const group = before.item.key === node.item.key ? undefined : to.graph.nodeOf(before.item.key);
  if (group === undefined) return old;
  const frame = to.rect(group);
  const [sx, sy] = [old.width / frame.width, old.height / frame.height];
  return {
    x: old.x + (end.x - frame.x) * sx,
    y: old.y + (end.y - frame.y) * sy,
    width: end.width * sx,
    height: end.height * sy,
  };
}

const cornerOf = (picture: Picture, key: ItemKey): Rect | undefined => {
  const node = picture.graph.nodeOf(key);
  return node === undefined ? undefined : picture.rect(node);
};

function startBoxes(from: Picture, to: Picture, anchor: ItemKey): Float32Array {
  const [old, fresh] = [cornerOf(from, anchor), cornerOf(to, anchor)];
  const [dx, dy] = old && fresh ? [fresh.x - old.x, fresh.y - old.y] : [0, 0];
  const boxes = new Float32Array(to.layout.boxes.length);
  for (const node of to.graph.nodes) {
    const { x, y, width, height } = startOf(node, from, to);
    boxes.set([x + dx, y + dy, width, height], 4 * node.index);
  }
  return boxes;
}

/** Bends every route so that its ends stay at their boxes while these move. */
function bendRoutes({ graph, layout }: Picture, boxes: Float32Array): Float32Array {
  const points = layout.routePoints.slice();
  const moved = (node: number, axis: number): number =>
    (boxes[4 * node + axis] ?? 0) - (layout.boxes[4 * node + axis] ?? 0);
  for (const { index, from, to } of graph.edges) {
    const [start = 0, stop = 0] = layout.routeStart.subarray(index, index + 2);
    for (let at = start; at < stop; at++) {
      const share = (at - start) / Math.max(1, stop - start - 1);
      const axis = (at - start) % 2;
      points[at] = (points[at] ?? 0) + moved(from, axis) * (1 - share) + moved(to, axis) * share;
    }
  }
  return points;
}

/**
 * The layouts on the way from one picture to the next, by share from 0 to 1. The corner of `anchor`
 * stays at its place in the new picture; folded items come out of the box that they were folded into.
 */
export function tweenLayouts(
  from: Picture,
  to: Picture,
  anchor: ItemKey,
): (share: number) => Layout {
  const start = startBoxes(from, to, anchor);
  return (share) => {
    const boxes = to.layout.boxes.map((end, at) => (start[at] ?? end) * (1 - share) + end * share);
    return { ...to.layout, boxes, routePoints: bendRoutes(to, boxes) };
  };
}
