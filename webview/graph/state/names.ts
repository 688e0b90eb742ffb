import { countLayers } from '../../../src/shared/network/countLayers';
import { counted, formatShapes, shortName } from '../../../src/shared/words/format';
import type { Layer } from '../../../src/shared/network/network';
import type { TreeItem } from './treeItems';

export { shortName };

/** The title of a box: a given name unchanged, a generated one by kind and number. */
export function titleOf(item: TreeItem): string {
  if (item.type === 'layer') return shortName(item.layer);
  if (item.repeat <= 1) return item.name;
  // After the first part: the others give way when there is little room.
  const [name, ...rest] = item.name.split(' · ');
  return [`${name ?? ''} ×${item.repeat}`, ...rest].join(' · ');
}

const shapesOf = (layer: Layer | undefined): string =>
  layer ? formatShapes(layer.outputShape) : '';

/** The second line of a box: its kind and its output shape. */
export function subtitleOf(item: TreeItem): string {
  if (item.type === 'group')
    return `${counted(countLayers(item.layers), 'layer')} · ${shapesOf(item.layers.at(-1))}`;
  const { layer } = item;
  const isNamed = shortName(layer) === layer.name;
  return isNamed ? `${layer.kind} · ${shapesOf(layer)}` : shapesOf(layer);
}
