import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isSourceFile } from '../detection/parseSource';
import { usage } from './flags';

/** The rules of one `.gitignore`, which hold for everything below its folder. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

const never = new Set(['node_modules', '.git']);

/**
 * Every source file under the given paths, each once, in the order of the paths and then of the
 * alphabet. Folders are searched without what `.gitignore` files exclude and without `node_modules`; a
 * file that is named is taken whatever they say. Throws a `usage` failure for a path that is not there.
 */
export function sourceFiles(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap((given) => {
    const full = path.resolve(given);
    if (!existsSync(full)) throw usage(`${given} does not exist.`);
    return statSync(full).isDirectory() ? search(full, rulesAbove(full)) : [full];
  });
  return [...new Set(found)];
}

function search(folder: string, inherited: readonly Rules[]): string[] {
  const rules = [...inherited, ...rulesIn(folder)];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !never.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (isIgnored(full, entry.isDirectory(), rules)) return [];
      if (entry.isDirectory()) return search(full, rules);
      return entry.isFile() && isSourceFile(entry.name) ? [full] : [];
    });
}

/** The innermost `.gitignore` with something to say decides, as in git. */
function isIgnored(full: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, rules: own } of [...rules].reverse()) {
    const inside = path.relative(folder, full).split(path.sep).join('/');
    const { ignored, unignored } = own.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function rulesIn(folder: string): Rules[] {
  const file = path.join(folder, '.gitignore');
  if (!existsSync(file)) return [];
  return [{ folder, rules: ignore().add(readFileSync(file, 'utf8')) }];
}

/** Rules of the folders between the repository's root and `folder`, outermost first. */
function rulesAbove(folder: string): Rules[] {
  const parent = path.dirname(folder);
  if (parent === folder || existsSync(path.join(folder, '.git'))) return [];
  return [...rulesAbove(parent), ...rulesIn(parent)];
}
