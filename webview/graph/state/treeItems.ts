import { layerId, type Group, type Layer, type LayerId } from '../../../src/shared/network/network';

/** Identifies a layer or a group in one string; the key of selections, boxes and rows. */
export type ItemKey = string & { readonly __brand: 'ItemKey' };
const LAYER = 'layer:';
export const layerKey = (id: LayerId): ItemKey => `${LAYER}${id}` as ItemKey;
/** The id of the layer that a key stands for; `undefined` for groups. */
export const layerOf = (key: ItemKey): LayerId | undefined =>
  key.startsWith(LAYER) ? layerId(key.slice(LAYER.length)) : undefined;
export const groupKey = (id: string): ItemKey => `group:${id}` as ItemKey;

export interface TreeLayer {
  readonly type: 'layer';
  readonly key: ItemKey;
  readonly layer: Layer;
}

/** A group of the report with its content. */
export interface TreeGroup {
  readonly type: 'group';
  readonly key: ItemKey;
  readonly id: string;
  readonly name: string;
  readonly kind: Group['kind'];
  /** The number of equal parts it stands for. */
  readonly repeat: number;
  readonly children: readonly TreeItem[];
  /** Every layer inside, at any depth, in the network's order. */
  readonly layers: readonly Layer[];
}
export type TreeItem = TreeLayer | TreeGroup;

const layersOf = (items: readonly TreeItem[]): Layer[] =>
  items.flatMap((item) => (item.type === 'layer' ? [item.layer] : item.layers));

/** A group over `children`, which may come from several places of the network's order. */
export function makeGroup(
  id: string,
  about: Pick<TreeGroup, 'name' | 'kind' | 'repeat'>,
  children: readonly TreeItem[],
): TreeGroup {
  return { type: 'group', key: groupKey(id), id, ...about, children, layers: layersOf(children) };
}
