import * as v from 'valibot';
import { isMetricName } from './metrics';
import { isListName, isSkipFilter, type Target, type View } from './panelState';
import { stages } from './stage';
import type { ItemKey } from './treeItems';

const key = v.pipe(
  v.string(),
  v.transform((text) => text as ItemKey),
);
const target = v.variant('type', [
  v.object({ type: v.literal('item'), key }),
  v.object({ type: v.literal('skip'), id: v.string() }),
]);
const finite = v.pipe(v.number(), v.finite());

/** The saved parts of a view, each checked by itself: an invalid part is left out, the others count. */
const parts = {
  selected: v.pipe(
    target,
    v.transform((value): Target => value),
  ),
  open: v.pipe(
    v.array(key),
    v.transform((keys): ReadonlySet<ItemKey> => new Set(keys)),
  ),
  metric: v.custom<View['metric']>(isMetricName),
  stage: v.picklist(stages),
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  filter: v.custom<View['filter']>(isSkipFilter),
  search: v.pipe(v.string(), v.maxLength(1000)),
  tab: v.custom<View['tab']>(isListName),
  camera: v.object({ x: finite, y: finite, zoom: v.pipe(finite, v.gtValue(0)) }),
};

/** Reads a saved view; invalid parts are left out. */
export function readView(saved: unknown): Partial<View> {
  if (typeof saved !== 'object' || saved === null) return {};
  const fields = saved as Readonly<Record<string, unknown>>;
  const read = Object.entries(parts).flatMap(([name, schema]) => {
    const found = v.safeParse(schema, fields[name]);
    return found.success ? [[name, found.output] as const] : [];
  });
  return Object.fromEntries(read);
}

/**
 * A view as plain data, to survive a reload. A camera as it was opened is left out: it is found anew, for the canvas
 * of then.
 */
export const writeView = (
  { open, camera, ...view }: View,
  isAsOpened = false,
): Record<string, unknown> => ({
  ...view,
  open: [...open],
  ...(!isAsOpened && { camera }),
});
