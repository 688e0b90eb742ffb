import { existsSync, readFileSync } from 'node:fs';
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
  // In the folders that were named and in none above them: a package is code, and who named it trusts it.
  const folders = places.map((place) => join(place, 'node_modules', name));
  return [...new Set(folders)].flatMap((folder) => {
    const manifest = readManifest(join(folder, 'package.json'));
    return manifest ? [{ name, folder, version: manifest.version }] : [];
  });
}

/** The place of an unfinished set-up. */
export const unfinishedSetUp = (places: readonly string[]): string | undefined =>
  places.find((place) => existsSync(`${place}.unfinished`));

function readManifest(file: string): { version: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  } catch {
    return undefined;
  }
}
