import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** Folders that may hold optional packages, best first: the host lists them when it starts this process. */
export const packagePlaces = (): readonly string[] =>
  (process.env['SKIPSCOPE_PACKAGES'] ?? '').split(delimiter).filter(Boolean);

/** A package that is installed somewhere. */
export interface FoundPackage {
  readonly name: string;
  readonly folder: string;
  readonly version: string;
}

/** All installations of a package, the best place first; none of its code runs. */
export function findPackages(name: string, places: readonly string[]): readonly FoundPackage[] {
  const folders = places.flatMap((place) => foldersFrom(name, place));
  return [...new Set(folders)].flatMap((folder) => {
    const manifest = readManifest(join(folder, 'package.json'));
    return manifest ? [{ name, folder, version: manifest.version }] : [];
  });
}

/** The place of an unfinished set-up. */
export const unfinishedSetUp = (places: readonly string[]): string | undefined =>
  places.find((place) => existsSync(`${place}.unfinished`));

/** Searched by hand: packages may hide their package.json from `require.resolve`. */
const foldersFrom = (name: string, place: string): string[] =>
  (createRequire(join(place, 'index.js')).resolve.paths(name) ?? []).map((modules) =>
    join(modules, name),
  );

function readManifest(file: string): { version: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  } catch {
    return undefined;
  }
}
