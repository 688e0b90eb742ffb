/** Stands for any number of items, none included. */
export const STAR = Symbol('any number of items');

/**
 * Tells whether a pattern fits all items. It goes back to the last star only, which loses nothing since a later
 * star can take whatever an earlier one could: at most |pattern| × |items| comparisons, whatever the pattern.
 */
export function fitsAll<Pattern, Item>(
  pattern: readonly (Pattern | typeof STAR)[],
  items: readonly Item[],
  fits: (one: Pattern, item: Item) => boolean,
): boolean {
  let at = 0;
  let star: { readonly at: number; taken: number } | undefined;
  for (let i = 0; i < items.length;) {
    const one = pattern[at];
    if (one === STAR) star = { at: ++at, taken: i };
    else if (one !== undefined && fits(one, items[i] as Item)) [at, i] = [at + 1, i + 1];
    else if (star) [at, i] = [star.at, ++star.taken];
    else return false;
  }
  return pattern.slice(at).every((one) => one === STAR);
}
