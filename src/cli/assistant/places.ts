import { existsSync } from 'node:fs';
import path from 'node:path';
import { usage } from '../terminal/flags';
import { readTarget, shownFile, type Target } from '../run/sites';

/** A file or folder of the workspace, and the folder of the workspace that it lies in. */
export interface Place {
  /** Absolute. */
  readonly full: string;
  readonly root: string;
}

const isInside = (full: string, root: string): boolean => {
  const relative = path.relative(root, full);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
};

/** The path itself, without what answers write behind a path: `#NAME`, or `:LINE` with or without a column. */
const readings = (given: string): string[] => [
  given,
  given.replace(/#[^#]*$/, ''),
  given.replace(/(?::\d+){1,2}$/, ''),
];

/** Finds a path in the folders of the workspace. Throws a `usage` failure where it is not there, or lies elsewhere. */
export function placeOf(given: string, folders: readonly string[]): Place {
  const places = folders.flatMap((root) =>
    readings(given).map((name) => ({ full: path.resolve(root, name), root })),
  );
  const inside = places.filter(({ full, root }) => isInside(full, root));
  const found = inside.find(({ full }) => existsSync(full));
  if (found) return found;
  const all = folders.join(', ');
  throw usage(
    inside.length === 0
      ? `${given} lies outside the workspace, which is ${all}.`
      : `${given} does not exist in the workspace, which is ${all}.`,
  );
}

/** The model that a call names. Rejects with a `Failure` where it is not there. */
export async function targetOf(
  { file, model }: { readonly file: string; readonly model?: string | undefined },
  folders: readonly string[],
): Promise<{ readonly target: Target; readonly root: string }> {
  const { full, root } = placeOf(file, folders);
  const [, named] = existsSync(path.resolve(root, file)) ? [] : (/#([^#]*)$/.exec(file) ?? []);
  const name = model ?? named ?? '';
  const target = await readTarget(name === '' ? full : `${full}#${name}`, root);
  return { target, root };
}

/** The name of a file in answers: relative to the first folder, absolute in any other. */
export const shownIn =
  ([first = process.cwd()]: readonly string[]) =>
  (file: string): string =>
    shownFile(file, first).replaceAll(path.sep, '/');
