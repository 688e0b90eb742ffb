import {
  EdgeRole,
  type Layout,
  type LayoutRequest,
} from '../../src/shared/protocol/layoutContract';
import { placeColumn, turnOver, type LayOutCell } from './column';
import { bandsOf, buildFrames, type Box, type Frame, type FrameEdge } from './frames';
import { routeLanes } from './lanes';
import { isOpenAhead, leadBoth } from './legs';
import { spacing } from './spacing';
import { placeU, planU } from './uShape';

const isSkip = ({ role }: FrameEdge): boolean =>
  role === EdgeRole.shortSkip || role === EdgeRole.longSkip;

async function placeStack(frame: Frame, up: boolean, layOut: LayOutCell): Promise<void> {
  const down = await placeColumn(frame.members, frame.edges, layOut);
  const column = up ? turnOver(down) : down;
  const bands = bandsOf(frame, frame.members);
  for (const { edge, points } of column.between) {
    if (isOpenAhead(edge.from, frame, 'leave') && isOpenAhead(edge.to, frame, 'arrive'))
      frame.routes.set(edge.index, leadBoth(edge, frame, points));
  }
  const left = frame.edges.filter((edge) => !isSkip(edge) && !frame.routes.has(edge.index));
  routeLanes(frame, frame.edges.filter(isSkip), bands, 'right');
  routeLanes(frame, left, bands, 'left');
}

/** Moves the content of a frame to its corner and gives the frame's box its size. */
function closeFrame(frame: Frame): { width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, width, height } of frame.members) {
    include(x, y);
    include(x + width, y + height);
  }
  for (const points of frame.routes.values())
    for (let at = 0; at < points.length; at += 2) include(points[at] ?? 0, points[at + 1] ?? 0);
  const [dx, dy] = [spacing.framePadding - left, spacing.frameTitle - top];
  for (const box of frame.members) {
    box.x += dx;
    box.y += dy;
  }
  for (const points of frame.routes.values())
    for (let at = 0; at < points.length; at++)
      points[at] = (points[at] ?? 0) + (at % 2 === 0 ? dx : dy);
  const padding = spacing.framePadding;
  return { width: right - left + 2 * padding, height: bottom - top + spacing.frameTitle + padding };
}

async function layOutFrame(frame: Frame, up: boolean, layOut: LayOutCell) {
  const plan = up ? undefined : planU(frame);
  const rising = new Set(plan?.levels.flatMap(({ right }) => [...right]));
  for (const box of frame.members) {
    box.up = up || rising.has(box);
    if (!box.inside) continue;
    const { width, height } = await layOutFrame(box.inside, box.up, layOut);
    box.width = width;
    box.height = height;
  }
  await (plan ? placeU(frame, plan, layOut) : placeStack(frame, up, layOut));
  return closeFrame(frame);
}

/** Writes the places into columns of numbers, counted from the corner of the whole picture. */
function write(
  boxes: readonly Box[],
  root: Frame,
  request: LayoutRequest,
): Omit<Layout, 'width' | 'height'> {
  const places = new Float32Array(boxes.length * 4);
  const corners = new Map<Frame, readonly [number, number]>([[root, [0, 0]]]);
  const routes: (readonly [Frame, number[]])[] = [];
  const collect = (frame: Frame): void => {
    for (const [index, points] of frame.routes) routes[index] = [frame, points];
  };
  collect(root);
  for (const box of boxes) {
    const [x, y] = corners.get(box.frame) ?? [0, 0];
    places.set([x + box.x, y + box.y, box.width, box.height], box.index * 4);
    if (!box.inside) continue;
    corners.set(box.inside, [x + box.x, y + box.y]);
    collect(box.inside);
  }
  const routeStart = new Int32Array(request.edgeFrom.length + 1);
  request.edgeFrom.forEach((_, at) => {
    routeStart[at + 1] = (routeStart[at] ?? 0) + (routes[at]?.[1].length ?? 0);
  });
  const routePoints = new Float32Array(routeStart.at(-1) ?? 0);
  routes.forEach(([frame, points], at) => {
    const [dx, dy] = corners.get(frame) ?? [0, 0];
    const start = routeStart[at] ?? 0;
    points.forEach((value, i) => (routePoints[start + i] = value + (i % 2 === 0 ? dx : dy)));
  });
  return { boxes: places, routeStart, routePoints };
}

/** Places every box and routes every edge, group by group from the inside out. */
export async function arrange(request: LayoutRequest, layOut: LayOutCell): Promise<Layout> {
  const { root, boxes } = buildFrames(request);
  const size = boxes.length > 0 ? await layOutFrame(root, false, layOut) : { width: 0, height: 0 };
  return { ...size, ...write(boxes, root, request) };
}
