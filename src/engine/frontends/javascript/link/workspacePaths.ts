import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** The part of a tsconfig that resolves names. */
interface PathAliases {
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

const names = ['tsconfig.json', 'jsconfig.json'];

function nearestConfig(from: string, root: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

function readAliases(config: string): PathAliases | undefined {
  const host = { ...ts.sys, readDirectory: () => [] };
  const read = ts.readConfigFile(config, (path) => readFileSync(path, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent(read.config ?? {}, host, dirname(config));
  if (!options.paths && options.baseUrl === undefined) return undefined;
  const base = options.baseUrl ?? (options['pathsBasePath'] as string | undefined);
  return { base: base ?? dirname(config), paths: { ...options.paths, '*': ['*'] } };
}

function matchAlias(pattern: string, specifier: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === specifier ? '' : undefined;
  const fits = specifier.startsWith(before) && specifier.endsWith(after);
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined;
}

/** The paths that a bare specifier may mean by the nearest tsconfig; empty if nothing fits. */
export function workspacePaths(specifier: string, from: string, root: string): string[] {
  const config = nearestConfig(from, root);
  const aliases = config === undefined ? undefined : readAliases(config);
  if (!aliases) return [];
  return Object.entries(aliases.paths).flatMap(([pattern, targets]) => {
    const rest = matchAlias(pattern, specifier);
    if (rest === undefined) return [];
    return targets.map((target) => resolve(aliases.base, target.replace('*', rest)));
  });
}
