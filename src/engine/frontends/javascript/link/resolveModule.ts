import { dirname, join, relative, resolve } from 'node:path';
import { isTensorflowModule } from '../../../../detection/javascript/tensorflowNames';
import { existingFile } from './existingFile';
import { workspacePackage } from './workspacePackage';
import { workspacePaths } from './workspacePaths';

/** The module behind `import … from 'specifier'`. */
export type ResolvedModule =
  | { readonly kind: 'tensorflow' }
  | {
      readonly kind: 'file';
      readonly file: string;
      /** The folder of the package of the workspace that gives it. */
      readonly package?: string;
    }
  | { readonly kind: 'elsewhere' };

const isInstalled = (file: string, root: string): boolean =>
  /(?:^|[\\/])node_modules[\\/]/.test(relative(root, file));

/** Resolves a specifier in a file: to the engine's TensorFlow.js, a file of the workspace, or neither. */
export function resolveModule(specifier: string, from: string, root: string): ResolvedModule {
  if (isTensorflowModule(specifier)) return { kind: 'tensorflow' };
  const isRelative = /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
  const places = isRelative
    ? [resolve(dirname(from), specifier), join(root, specifier)]
    : workspacePaths(specifier, from, root);
  const file = places.map(existingFile).find((path) => path !== undefined);
  if (file !== undefined && !isInstalled(file, root)) return { kind: 'file', file };
  const own = isRelative ? undefined : workspacePackage(specifier, from, root);
  return own?.file === undefined
    ? { kind: 'elsewhere' }
    : { kind: 'file', file: own.file, package: own.folder };
}
