import { isLayoutRequest, type LayoutContract } from '../../../src/shared/protocol/layoutContract';
import { serve, type Port } from '../../../src/shared/protocol/rpc';
import { arrange } from './arrange';
import { cellKey, type CellLayout, type CellShape } from './cellLayout';
import { fitsElk, layOutWithElk } from './elkCell';
import { layOutSimply } from './simpleCell';

/** Layouts of cells, kept across requests: opening one group leaves the others unchanged. */
const layouts = new Map<string, CellLayout>();

async function layOutCell(shape: CellShape, simple: boolean): Promise<CellLayout> {
  const key = cellKey(shape);
  const found = layouts.get(key);
  if (found) return found;
  const layout = simple || !fitsElk(shape) ? layOutSimply(shape) : await layOutWithElk(shape);
  layouts.set(key, layout);
  return layout;
}

const port: Port = {
  send: (frame) => postMessage(frame),
  onFrame: (listen) => {
    const receive = ({ data }: MessageEvent<unknown>): void => listen(data);
    addEventListener('message', receive);
    return { dispose: () => removeEventListener('message', receive) };
  },
  onClose: () => ({ dispose: () => undefined }),
};

serve<LayoutContract>(port, {
  arrange: {
    accepts: isLayoutRequest,
    handle: (request) => arrange(request, (shape) => layOutCell(shape, request.simple)),
  },
});

// ELK's first layout takes half a second: it runs now, before there is a report to wait for.
void layOutWithElk({
  sizes: Array.from({ length: 4 }, () => ({ width: 10, height: 10 })),
  edges: [
    { from: 0, to: 1, weight: 1 },
    { from: 0, to: 2, weight: 1 },
    { from: 1, to: 3, weight: 1 },
    { from: 2, to: 3, weight: 1 },
  ],
  startsAlone: true,
  endsAlone: true,
});
