import { ignoreRule, isAbout, type IgnoreRule } from './pattern';

/** A `.gitignore` that people keep has far fewer lines, and far shorter ones; more are left out. */
const MOST_RULES = 10_000;
const LONGEST_LINE = 1000;

/** The rules in the text of a `.gitignore`, as git reads them on a file system that ignores case. */
export const ignoreRules = (text: string): readonly IgnoreRule[] =>
  text
    .split('\n')
    .filter(({ length }) => length <= LONGEST_LINE)
    .flatMap((line) => ignoreRule(line) ?? [])
    .slice(0, MOST_RULES);

/**
 * Tells whether the rules leave out a file or folder; `undefined` where none is about it. The last rule decides.
 * @param path relative to the folder of the rules, with forward slashes
 */
export function isLeftOut(
  rules: readonly IgnoreRule[],
  path: string,
  isFolder: boolean,
): boolean | undefined {
  const names = path
    .toLowerCase()
    .split('/')
    .map((name) => Array.from(name));
  for (let i = rules.length - 1; i >= 0; i--) {
    const rule = rules[i] as IgnoreRule;
    if ((isFolder || !rule.onlyFolders) && isAbout(rule, names)) return !rule.takes;
  }
  return undefined;
}
