import { isLayoutRequest, type LayoutContract } from '../../../src/shared/protocol/layoutContract';
import { serve, type Port } from '../../../src/shared/protocol/rpc';
import { arrange } from './arrange';
import { cellKey, type CellLayout, type CellShape } from './cellLayout';
import { fitsElk, layOutWithElk } from './elkCell';
import { layOutSimply } from './simpleCell';

/** Equal cells are laid out once, also across requests: opening one group leaves the others as they were. */
const known = new Map<string, CellLayout>();

async function layOutCell(shape: CellShape, simple: boolean): Promise<CellLayout> {
  const key = cellKey(shape);
  const found = known.get(key);
  if (found) return found;
  const layout = simple || !fitsElk(shape) ? layOutSimply(shape) : await layOutWithElk(shape);
  known.set(key, layout);
  return layout;
}

const port: Port = {
  send: (frame) => postMessage(frame),
  onFrame: (listen) => {
    const hear = ({ data }: MessageEvent<unknown>): void => listen(data);
    addEventListener('message', hear);
    return { dispose: () => removeEventListener('message', hear) };
  },
  onClose: () => ({ dispose: () => undefined }),
};

serve<LayoutContract>(port, {
  arrange: {
    accepts: isLayoutRequest,
    handle: (request) => arrange(request, (shape) => layOutCell(shape, request.simple)),
  },
});

// ELK is slow the first time: half a second that nobody should wait for once a report is there.
void layOutWithElk({
  sizes: Array.from({ length: 4 }, () => ({ width: 10, height: 10 })),
  edges: [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ].map(([from = 0, to = 0]) => ({ from, to, weight: 1 })),
  startsAlone: true,
  endsAlone: true,
});
