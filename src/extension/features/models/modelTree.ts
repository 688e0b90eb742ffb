import type { FileSites, ModelSite } from '../../../shared/model/modelSite';
import { passes, type ModelFilter, type ModelStanding } from './modelState';

/** One model of the workspace. */
export interface ModelNode {
  readonly kind: 'model';
  /** The document's URI; with `name` the key that commands take. */
  readonly document: string;
  readonly name: string;
  readonly site: ModelSite;
  readonly standing: ModelStanding;
}

export interface FileNode {
  readonly kind: 'file';
  /** Absolute. */
  readonly file: string;
  readonly models: readonly ModelNode[];
}

/** A folder, if the models lie in several. */
export interface FolderNode {
  readonly kind: 'folder';
  /** Its path from the workspace. */
  readonly folder: string;
  readonly framework: string;
  readonly files: readonly FileNode[];
}

/** A framework, if the workspace uses several. */
export interface FrameworkNode {
  readonly kind: 'framework';
  readonly framework: string;
  readonly children: readonly (FolderNode | FileNode)[];
}

export type TreeNode = FrameworkNode | FolderNode | FileNode | ModelNode;

export interface TreeOptions {
  readonly uriOf: (file: string) => string;
  /** The path of a file's folder from the workspace; empty for the workspace itself. */
  readonly folderOf: (file: string) => string;
  readonly standingOf: (document: string, name: string) => ModelStanding;
  readonly filters: readonly ModelFilter[];
}

/** `net2` comes before `net10`. */
const natural = new Intl.Collator('en', { numeric: true });

/** The models that pass the filters, by file and folder, and by framework if there are several. */
export function modelTree(files: readonly FileSites[], options: TreeOptions): readonly TreeNode[] {
  const frameworks = new Set(files.flatMap(({ sites }) => sites.map(({ framework }) => framework)));
  const trees = [...frameworks].map((framework): FrameworkNode => ({
    kind: 'framework',
    framework,
    children: inFolders(
      files.flatMap((file) => fileNode(file, framework, options)),
      framework,
      options,
    ),
  }));
  const shown = trees.filter((tree) => tree.children.length > 0);
  return frameworks.size > 1 ? shown : shown.flatMap((tree) => tree.children);
}

/** Files of one folder need no folder around them; those of the workspace itself come last. */
function inFolders(
  files: readonly FileNode[],
  framework: string,
  { folderOf }: TreeOptions,
): (FolderNode | FileNode)[] {
  const sorted = [...files].sort((a, b) => natural.compare(a.file, b.file));
  const byFolder = new Map<string, FileNode[]>();
  for (const file of sorted) {
    const folder = folderOf(file.file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  if (byFolder.size < 2) return sorted;
  const folders = [...byFolder].filter(([folder]) => folder !== '');
  return [
    ...folders
      .sort(([a], [b]) => natural.compare(a, b))
      .map(([folder, own]) => ({ kind: 'folder', folder, framework, files: own }) as const),
    ...(byFolder.get('') ?? []),
  ];
}

function fileNode(
  { file, sites }: FileSites,
  framework: string,
  { uriOf, standingOf, filters }: TreeOptions,
): readonly FileNode[] {
  const document = uriOf(file);
  const models = sites
    .filter((site) => site.framework === framework)
    .map((site): ModelNode => ({
      kind: 'model',
      document,
      name: site.name,
      site,
      standing: standingOf(document, site.name),
    }))
    .filter(({ standing }) => passes(standing, filters));
  return models.length > 0 ? [{ kind: 'file', file, models }] : [];
}
