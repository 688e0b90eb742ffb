import { rampColour, type Ramp, type Rgb } from '../../kit/ramp';
import type { LayerHeat } from '../state/layerHeat';
import type { TreeItem } from '../state/treeItems';

/** The part of a colour that is left where nothing was found: quiet is fine, loud is a finding. */
export const QUIET = 0.45;
/** The part that is left of the colour of an earlier probe. */
const FADED = 0.25;

/** The colour of a box under the current metric; `undefined` if it has no number. */
export function heatColour(item: TreeItem, heat: LayerHeat, ramp: Ramp): Rgb | undefined {
  const place = heat.scale.place(heat.valueOf(item));
  if (place === undefined) return undefined;
  const loud = heat.isLoud(item) ? 1 : QUIET;
  return rampColour(ramp, place * (heat.faded ? FADED : loud));
}
