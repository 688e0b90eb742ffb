import type { VisibleNode } from '../layout/visibleGraph';
import { titleOf } from '../state/names';
import type { Change } from '../state/subject';
import type { Appearance } from './appearance';

/** The signs of parts that only one of two compared reports has, and of groups that hold such parts. */
export const changeSigns: Readonly<Record<Change, string>> = {
  added: '+',
  removed: '−',
  changed: '±',
};

/** The prefix of the name of something that changed. */
export const signOf = (change: Change | undefined): string =>
  change ? `${changeSigns[change]} ` : '';

export const nameOf = ({ item }: VisibleNode, { changes }: Appearance): string =>
  signOf(changes.items.get(item.key)) + titleOf(item);
