import type { Json } from '../../shared/base/json';
import type { Overrides, SiteOverrides } from '../../shared/protocol/overrides';
import { isShapeName } from '../../detection/shapeNames';

/** The file in which a workspace keeps the arguments of its definitions: JSON, comments allowed. */
export const OVERRIDES_FILE = '.skipscope.json';

/** The overrides of a workspace that sets nothing. */
export const noOverrides: Overrides = { sites: {}, thresholds: {} };

const none: SiteOverrides = { arguments: {} };

/** The overrides of a definition, which are empty for most; `site` is `FILE#NAME`. */
export const argumentsFor = (overrides: Overrides, site: string): SiteOverrides =>
  (Object.hasOwn(overrides.sites, site) ? overrides.sites[site] : undefined) ?? none;

/** The name of a definition in the overrides file; `file` is relative to the folder of that file. */
export const overridesKey = (file: string, name: string): string =>
  `${file.replaceAll('\\', '/')}#${name}`;

/** The parts of a name in the overrides file; no file where nothing marks its end. */
export function keyParts(key: string): { readonly file: string; readonly name: string } {
  const mark = key.lastIndexOf('#');
  return { file: key.slice(0, Math.max(0, mark)), name: key.slice(mark + 1) };
}

/**
 * Merges the values for one run over the workspace's overrides: an argument replaces the argument of its
 * name, a shape replaces the shape and every argument that is one.
 */
export function mergeOverrides(kept: SiteOverrides, wanted: Partial<SiteOverrides>): SiteOverrides {
  const shape = wanted.inputShape ?? kept.inputShape;
  const replaced = ([name]: [string, Json]): boolean =>
    wanted.inputShape === undefined || !isShapeName(name);
  const stays = Object.fromEntries(Object.entries(kept.arguments).filter(replaced));
  return { arguments: { ...stays, ...wanted.arguments }, ...(shape && { inputShape: shape }) };
}
