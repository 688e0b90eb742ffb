import type { VisibleNode } from '../layout/visibleGraph';
import { titleOf } from '../state/names';
import type { Look } from './look';

/** Where two reports are compared: what only one of them has, or a group that holds such. */
const signs = { added: '+ ', removed: '− ', changed: '± ' } as const;

/** What stands before the name of something that changed. */
export const signOf = (change: keyof typeof signs | undefined): string =>
  change ? signs[change] : '';

export const nameOf = ({ item }: VisibleNode, { changes }: Look): string =>
  signOf(changes.items.get(item.key)) + titleOf(item);
