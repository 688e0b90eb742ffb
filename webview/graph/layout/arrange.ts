import {
  EdgeRole,
  type Layout,
  type LayoutRequest,
} from '../../../src/shared/protocol/layoutContract';
import { routeBrackets } from './brackets';
import { closeFrame } from './closeFrame';
import { placeColumn, turnOver, type LayOutCell } from './column';
import { bandsOf, buildFrames, type Frame, type FrameEdge } from './frames';
import { routeLanes } from './lanes';
import { isOpenAhead, leadBoth } from './legs';
import { placeU } from './uShape';
import { planU } from './uPlan';
import { writeLayout } from './writeLayout';

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

async function layOutFrame(frame: Frame, up: boolean, layOut: LayOutCell) {
  const plan = up ? undefined : planU(frame);
  const rising = new Set(plan?.levels.flatMap(({ right }) => [...right]));
  for (const box of frame.members) {
    box.up = up || rising.has(box);
    if (box.inside) Object.assign(box, await layOutFrame(box.inside, box.up, layOut));
  }
  await (plan ? placeU(frame, plan, layOut) : placeStack(frame, up, layOut));
  routeBrackets(frame);
  const { width, height, origin } = closeFrame(frame);
  return { width, height, spine: plan ? width / 2 : origin };
}

/** Places every box and routes every edge, group by group from the inside out. */
export async function arrange(request: LayoutRequest, layOut: LayOutCell): Promise<Layout> {
  const { root, boxes } = buildFrames(request);
  const empty = { width: 0, height: 0 };
  const { width, height } = boxes.length > 0 ? await layOutFrame(root, false, layOut) : empty;
  return { width, height, ...writeLayout(boxes, root, request.edgeFrom.length) };
}
