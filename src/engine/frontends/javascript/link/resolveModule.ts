import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isTensorflowModule } from '../../../../detection/javascript/tensorflowNames';
import { workspacePaths } from './workspacePaths';

/** The module behind `import … from 'specifier'`. */
export type ResolvedModule =
  | { readonly kind: 'tensorflow' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'elsewhere' };

const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.json'];
const indexes = ['index.ts', 'index.tsx', 'index.js', 'index.mjs', 'index.cjs'];

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** TypeScript lets `./net.js` mean the file `net.ts`. */
const asTypeScript = (path: string): string[] => {
  const match = /^(.*)\.([mc]?)jsx?$/.exec(path);
  return match ? [`${match[1]}.${match[2]}ts`, `${match[1]}.tsx`] : [];
};

function existing(path: string): string | undefined {
  const candidates = [
    ...endings.map((ending) => path + ending),
    ...asTypeScript(path),
    ...indexes.map((index) => join(path, index)),
  ];
  return candidates.find(isFile);
}

/** Resolves a specifier in a file: to the engine's TensorFlow.js, a file of the workspace, or neither. */
export function resolveModule(specifier: string, from: string, root: string): ResolvedModule {
  if (isTensorflowModule(specifier)) return { kind: 'tensorflow' };
  const relative = /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
  const places = relative
    ? [resolve(dirname(from), specifier), join(root, specifier)]
    : workspacePaths(specifier, from, root);
  const file = places.map(existing).find((path) => path !== undefined);
  const inside = file !== undefined && !/[\\/]node_modules[\\/]/.test(file);
  return inside ? { kind: 'file', file } : { kind: 'elsewhere' };
}
