import type { VisibleNode } from '../layout/visibleGraph';
import type { Target } from '../state/panelState';
import type { ItemKey } from '../state/treeItems';
import { isShown, type Appearance } from './appearance';
import type { Picture } from './picture';
import type { Point } from './trace';

/** The target under the pointer, and the group that a click there opens or closes. */
export interface Hit {
  readonly target?: Target;
  readonly toggles?: ItemKey;
}

/** The distance within which the pointer counts as on a line, in CSS pixels. */
const GRAB = 7;
/** The part of a frame that closes it. */
const TITLE_HEIGHT = 26;

const hitNode = ({ item }: VisibleNode): Hit => {
  const target: Target = { type: 'item', key: item.key };
  return item.type === 'group' ? { target, toggles: item.key } : { target };
};

/** Boxes first, then skips, then the titles of open groups. */
export function hitTest(picture: Picture, appearance: Appearance, point: Point, zoom: number): Hit {
  const { x, y } = point;
  const box = picture.boxAt(x, y);
  const node = box === undefined ? undefined : picture.graph.nodes[box];
  if (node && !node.open) return hitNode(node);
  const line = picture.edgeAt(x, y, GRAB / zoom);
  const skip = line?.skips.find((candidate) => isShown(candidate, appearance.filter));
  if (skip) return { target: { type: 'skip', id: skip.id } };
  return node && y - picture.rect(node.index).y < TITLE_HEIGHT ? hitNode(node) : {};
}
