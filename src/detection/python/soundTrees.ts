import { TreeFragment, type ChangedRange, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

interface SoundTree {
  readonly text: string;
  readonly tree: Tree;
}

/** Files that are typed in by turns. */
const MOST_FILES = 8;

/**
 * The last syntax tree without an error of each of a few files, the one used last at the end: after an edit, only what
 * lies around it is parsed. A tree with an error is no base, since what the parser made of the error would stay.
 */
const sound = new Map<string, SoundTree>();

/** The syntax tree of a text, the same as without what is kept of its file. */
export function treeOf(text: string, file: string): Tree {
  const base = sound.get(file);
  if (!base) return parser.parse(text);
  const fragments = TreeFragment.addTree(base.tree);
  return parser.parse(text, TreeFragment.applyChanges(fragments, [changeOf(base.text, text)]));
}

/** Keeps a tree without an error for the next text of its file. */
export function keepSound(file: string, last: SoundTree): void {
  sound.delete(file);
  sound.set(file, last);
  const [oldest] = sound.keys();
  if (sound.size > MOST_FILES && oldest !== undefined) sound.delete(oldest);
}

/** The range between what two texts begin with and what they end with. */
function changeOf(before: string, after: string): ChangedRange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let [toA, toB] = [before.length, after.length];
  while (Math.min(toA, toB) > start && before[toA - 1] === after[toB - 1]) {
    toA -= 1;
    toB -= 1;
  }
  return { fromA: start, toA, fromB: start, toB };
}
