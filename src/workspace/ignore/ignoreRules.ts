// Not the package `ignore`: it compiles patterns to regular expressions, and eight times `**/a/` in a stranger's file
// lets one path of forty folders hold them up for seconds. Here time grows with pattern times path, and no more.
import { ignoreRule, isAbout, type IgnoreRule } from './pattern';

/** A `.gitignore` that people keep has far fewer lines, and far shorter ones; more are left out. */
const MOST_RULES = 10_000;
const LONGEST_LINE = 1000;

/**
 * The rules in the text of a `.gitignore`, as git reads them on a file system that ignores case, but for classes of
 * characters such as `[[:alpha:]]`, which are read as sets of their letters.
 */
export function ignoreRules(text: string): readonly IgnoreRule[] {
  const rules: IgnoreRule[] = [];
  for (let start = 0; start < text.length && rules.length < MOST_RULES;) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end;
    const rule = next - start > LONGEST_LINE ? undefined : ignoreRule(text.slice(start, next));
    if (rule) rules.push(rule);
    start = next + 1;
  }
  return rules;
}

/**
 * Tells whether the rules leave out a file or folder; `undefined` if none is about it. The last rule decides.
 * @param names of its path from the folder of the rules on, in small letters
 */
export function isLeftOut(
  rules: readonly IgnoreRule[],
  names: readonly string[],
  isFolder: boolean,
): boolean | undefined {
  for (let i = rules.length - 1; i >= 0; i--) {
    const rule = rules[i] as IgnoreRule;
    if ((isFolder || !rule.onlyFolders) && isAbout(rule, names)) return !rule.takes;
  }
  return undefined;
}
