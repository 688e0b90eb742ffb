import type { LayerHeat } from '../state/layerHeat';
import { css, textOn } from '../../kit/ramp';
import type { TreeItem } from '../state/treeItems';
import { heatColour } from './heatColour';
import { isGrey, type Appearance } from './appearance';
import type { GraphTheme } from './theme';

export interface Fill {
  readonly colour: string;
  readonly text: string;
  readonly muted: string;
  readonly hatched: boolean;
  /** Around texts, where lines run behind them. */
  readonly halo?: string;
}

/** Heat; the plain surface if the metric does not apply; hatched if its number is missing. */
function makeFill(item: TreeItem, { heat, theme }: Appearance): Fill {
  const colour = heatColour(item, heat, theme.ramp);
  if (colour) {
    const text = textOn(colour);
    return { colour: css(colour), text, muted: text, hatched: false };
  }
  const plain = { colour: theme.surface, text: theme.text, muted: theme.muted };
  return heat.appliesTo(item)
    ? { ...plain, hatched: true, halo: theme.surface }
    : { ...plain, hatched: false };
}

/** A cache of fills: a frame of 10,000 boxes has no time to compute them again. */
const fills = new WeakMap<LayerHeat, { theme: GraphTheme; byItem: Map<TreeItem, Fill> }>();

/** The colours of a box under the current metric. */
export function fillOf(item: TreeItem, appearance: Appearance): Fill {
  const { surface, muted } = appearance.theme;
  if (isGrey(appearance, item.key)) return { colour: surface, text: muted, muted, hatched: false };
  let known = fills.get(appearance.heat);
  if (known?.theme !== appearance.theme) {
    known = { theme: appearance.theme, byItem: new Map() };
    fills.set(appearance.heat, known);
  }
  const fill = known.byItem.get(item) ?? makeFill(item, appearance);
  known.byItem.set(item, fill);
  return fill;
}
