import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { filesAround } from '../../../../workspace/sourceFiles';
import { existingFile } from './existingFile';

/** A package whose real folder lies in the workspace. */
interface WorkspacePackage {
  readonly folder: string;
  /** The module that the specifier names; absent if the package has no such file. */
  readonly file: string | undefined;
}

/** `@scope/name/part` is the module `part` of the package `@scope/name`. */
const packageName = /^(?:@[^/]+\/)?[^/@.][^/]*/;

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ['source', 'development'],
  resolveJsonModule: true,
  // Files are called by the names that they have below the root.
  preserveSymlinks: true,
};

/** Folders that a build fills from `src`. */
const built = /^(?:dist|lib|build|out|es|esm|cjs)[\\/](?:(?:esm|cjs|types)[\\/])?/;

/** Resolves a bare specifier to a package of the workspace: linked in `node_modules`, or declared by the root. */
export function workspacePackage(
  specifier: string,
  from: string,
  root: string,
): WorkspacePackage | undefined {
  const [name] = packageName.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  const link = linkOf(name, from, root);
  const folder = link === undefined ? declared(root).get(name) : realFolder(link, root);
  return folder === undefined
    ? undefined
    : { folder, file: moduleOf(folder, name, specifier.slice(name.length)) };
}

/** The nearest entry of `node_modules`, as Node looks it up, within the workspace. */
function linkOf(name: string, from: string, root: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const link = join(folder, 'node_modules', name);
    if (existsSync(link)) return link;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

/** The real folder behind a link, if it is one of the workspace's own: an installed package is not. */
function realFolder(link: string, root: string): string | undefined {
  const inside = relative(realpathSync(root), realpathSync(link));
  const isOwn =
    inside !== '' &&
    !inside.startsWith('..') &&
    !isAbsolute(inside) &&
    !inside.split(sep).includes('node_modules');
  // Spelled below the root as it was given, as every other file is.
  return isOwn ? join(root, inside) : undefined;
}

const known = new Map<string, ReadonlyMap<string, string>>();

/** The packages below a root that declares workspaces, by name: they may not be linked yet. */
function declared(root: string): ReadonlyMap<string, string> {
  const found = known.get(root) ?? new Map(declaresWorkspaces(root) ? packagesBelow(root) : []);
  known.set(root, found);
  return found;
}

const declaresWorkspaces = (root: string): boolean =>
  existsSync(join(root, 'pnpm-workspace.yaml')) ||
  Object.hasOwn(readPackage(join(root, 'package.json')), 'workspaces');

function* packagesBelow(root: string): Generator<[string, string], void> {
  const own = join(root, 'package.json');
  for (const file of filesAround(own, root, (one) => one === 'package.json')) {
    const { name } = readPackage(file);
    if (typeof name === 'string' && file !== own) yield [name, dirname(file)];
  }
}

/** A package's own words; none if it cannot be read. */
function readPackage(file: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * The file behind a module of a package: what its `exports`, `types` or `main` name, and of that the source where a
 * build made it. A package that is not built yet has its source all the same.
 */
function moduleOf(folder: string, name: string, part: string): string | undefined {
  const within = join(folder, 'package.json');
  const resolve = (specifier: string): string | undefined =>
    ts.resolveModuleName(specifier, within, options, ts.sys).resolvedModule?.resolvedFileName;
  const { exports } = readPackage(within);
  // From within itself a package with `exports` is found by its own name.
  const found = (exports !== undefined && resolve(name + part)) || resolve(`.${part || '/'}`);
  const named = found ?? namedBy(folder, part);
  const source = named === undefined ? undefined : sourceOf(folder, named);
  return source ?? existingFile(join(folder, 'src', part)) ?? existingFile(join(folder, part));
}

/** The path that a package names for its own module, though no file is there. */
function namedBy(folder: string, part: string): string | undefined {
  const { source, module, main } = readPackage(join(folder, 'package.json'));
  const first = [source, module, main].find((one) => typeof one === 'string');
  return part === '' && typeof first === 'string' ? join(folder, first) : undefined;
}

/** The written file that a built one or its types come from; the built one where there is none. */
function sourceOf(folder: string, file: string): string | undefined {
  const stem = file.replace(/(?:\.d)?\.[mc]?[jt]sx?$/, '');
  const inside = relative(folder, stem);
  const written = built.test(inside)
    ? existingFile(join(folder, inside.replace(built, `src${sep}`)))
    : undefined;
  return written ?? existingFile(stem) ?? existingFile(file);
}

/** The name of the package around a file, if a `package.json` up to the root gives one. */
export function packageAround(file: string, root: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const { name } = readPackage(join(folder, 'package.json'));
    if (typeof name === 'string') return name;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
