import { existsSync } from 'node:fs';
import path from 'node:path';
import { searchFile } from '../../workspace/searchFiles';
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

/** The name that stands behind a path, or that of the definition at the line behind it; empty if there is none. */
async function nameBehind(file: string, { full, root }: Place): Promise<string> {
  if (existsSync(path.resolve(root, file))) return '';
  const [, named] = /#([^#]*)$/.exec(file) ?? [];
  const line = Number(/:(\d+)(?::\d+)?$/.exec(file)?.[1]);
  if (named !== undefined || Number.isNaN(line)) return named ?? '';
  const { sites } = await searchFile(full);
  const around = sites.filter(
    ({ range: { start, end } }) => start.line <= line && line <= end.line,
  );
  return around.at(-1)?.name ?? '';
}

/** The model that a call names. Rejects with a `Failure` where it is not there. */
export async function targetOf(
  { file, model }: { readonly file: string; readonly model?: string | undefined },
  folders: readonly string[],
): Promise<{ readonly target: Target; readonly root: string }> {
  const { full, root } = placeOf(file, folders);
  const name = model ?? (await nameBehind(file, { full, root }));
  const target = await readTarget(name === '' ? full : `${full}#${name}`, root);
  return { target, root };
}

/** The name of a file in answers: relative to the first folder, absolute in any other. */
export const shownIn =
  ([first = process.cwd()]: readonly string[]) =>
  (file: string): string =>
    shownFile(file, first).replaceAll(path.sep, '/');
