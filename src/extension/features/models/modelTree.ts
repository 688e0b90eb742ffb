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

/** A framework, if the workspace uses several. */
export interface FrameworkNode {
  readonly kind: 'framework';
  readonly framework: string;
  readonly files: readonly FileNode[];
}

export type TreeNode = FrameworkNode | FileNode | ModelNode;

export interface TreeOptions {
  readonly uriOf: (file: string) => string;
  readonly standingOf: (document: string, name: string) => ModelStanding;
  readonly filters: readonly ModelFilter[];
}

/** The models that pass the filters, by file, and by framework if there are several. */
export function modelTree(files: readonly FileSites[], options: TreeOptions): readonly TreeNode[] {
  const frameworks = new Set(files.flatMap(({ sites }) => sites.map(({ framework }) => framework)));
  const trees = [...frameworks].map((framework): FrameworkNode => ({
    kind: 'framework',
    framework,
    files: files.flatMap((file) => fileNode(file, framework, options)),
  }));
  const shown = trees.filter((tree) => tree.files.length > 0);
  return frameworks.size > 1 ? shown : shown.flatMap((tree) => tree.files);
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
