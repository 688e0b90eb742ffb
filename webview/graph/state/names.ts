import { counted, formatShapes, shortName } from '../../../src/shared/words/format';
import type { Layer } from '../../../src/shared/network/network';
import type { TreeItem } from './treeItems';

export { shortName };

/** What a box is called: a given name as it is, a made-up one by kind and number. */
export function titleOf(item: TreeItem): string {
  if (item.type === 'layer') return shortName(item.layer);
  if (item.repeat <= 1) return item.name;
  // Behind the first part: what follows gives way where there is little room.
  const [name, ...rest] = item.name.split(' · ');
  return [`${name ?? ''} ×${item.repeat}`, ...rest].join(' · ');
}

const shapesOf = (layer: Layer | undefined): string =>
  layer ? formatShapes(layer.outputShape) : '';

/** The second line of a box: what it is and what comes out of it. */
export function subtitleOf(item: TreeItem): string {
  if (item.type === 'group')
    return `${counted(item.layers.length, 'layer')} · ${shapesOf(item.layers.at(-1))}`;
  const { layer } = item;
  const isNamed = shortName(layer) === layer.name;
  return isNamed ? `${layer.kind} · ${shapesOf(layer)}` : shapesOf(layer);
}
