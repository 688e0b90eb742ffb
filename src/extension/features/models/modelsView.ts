import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import { explainFailure } from '../../../shared/words/failures';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { counted } from '../../../shared/words/format';
import { contextKeys, modelsViewId } from '../../core/manifest/contributions';
import type { WorkspaceSites } from '../../core/detection/workspaceSites';
import type { RunHistory } from '../../core/history/runHistory';
import type { Sessions } from '../../core/sessions/sessions';
import { onSettingChange } from '../../core/manifest/settings';
import { Debouncer } from '../../core/ui/debounce';
import { findingLevelsInForce } from '../../core/standing/findingSetting';
import {
  filterText,
  modelFilters,
  standingOf,
  type ModelFilter,
  type ModelState,
} from './modelState';
import {
  modelTree,
  type FileNode,
  type FolderNode,
  type ModelNode,
  type TreeNode,
} from './modelTree';

const icons: Readonly<Record<ModelState, vscode.ThemeIcon>> = {
  running: new vscode.ThemeIcon('sync~spin'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  stale: new vscode.ThemeIcon('history'),
  probed: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  built: new vscode.ThemeIcon('type-hierarchy-sub'),
  'not built': new vscode.ThemeIcon('circle-outline'),
};
const worrying = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

/** Lists every model of the workspace with its state; searches the workspace when the view is first visible. */
export class ModelsView implements vscode.Disposable, vscode.TreeDataProvider<TreeNode> {
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<TreeNode>;
  private filters: readonly ModelFilter[] = [];

  constructor(
    private readonly workspace: WorkspaceSites,
    private readonly sessions: Sessions,
    private readonly history: RunHistory,
  ) {
    const options = { treeDataProvider: this, showCollapseAll: true };
    this.view = this.store.add(vscode.window.createTreeView<TreeNode>(modelsViewId, options));
    const debouncer = this.store.add(new Debouncer(() => this.render()));
    const renderSoon = (): void => debouncer.call();
    this.store.add(workspace.onDidChange(renderSoon));
    this.store.add(sessions.onDidEdit(renderSoon));
    this.store.add(sessions.onDidChangeResult(renderSoon));
    this.store.add(sessions.onDidRemove(renderSoon));
    this.store.add(history.onDidChange(renderSoon));
    this.store.add(onSettingChange(['skipscope.findings.severity'], renderSoon));
    this.store.add(this.view.onDidChangeVisibility(() => this.listOnce()));
    this.listOnce();
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Lists the workspace anew. */
  refresh(): Promise<void> {
    return this.workspace.refresh();
  }

  /** Lets the user choose which models are listed. */
  async filter(): Promise<void> {
    const choices = modelFilters.map((filter) => ({
      filter,
      label: filterText(filter),
      picked: this.filters.includes(filter),
    }));
    const chosen = await vscode.window.showQuickPick(choices, {
      canPickMany: true,
      placeHolder: l10n.t('Choose the models to list, or none to list all'),
    });
    if (!chosen) return;
    this.filters = chosen.map(({ filter }) => filter);
    this.render();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return [...this.roots()];
    if (node.kind === 'framework') return [...node.children];
    if (node.kind === 'folder') return [...node.files];
    return node.kind === 'file' ? [...node.models] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.kind === 'model') return modelItem(node);
    if (node.kind === 'file') return fileItem(node);
    if (node.kind === 'folder') return folderItem(node);
    return new vscode.TreeItem(node.framework, vscode.TreeItemCollapsibleState.Expanded);
  }

  private roots(): readonly TreeNode[] {
    const levels = findingLevelsInForce();
    return modelTree(this.workspace.files, {
      uriOf: (file) => vscode.Uri.file(file).toString(),
      folderOf,
      standingOf: (document, name) => {
        const key = { document, name };
        const [latest] = this.history.of(key);
        return standingOf(this.sessions.find(key)?.state, levels, latest?.verdict);
      },
      filters: this.filters,
    });
  }

  private listOnce(): void {
    if (this.view.visible && this.workspace.listing.kind === 'none') void this.workspace.refresh();
  }

  private render(): void {
    const { kind, searched, failure } = this.workspace.listing;
    const isFiltered = this.filters.length > 0;
    // The editor shows no welcome beside a message.
    const filtered =
      isFiltered && this.roots().length > 0
        ? l10n.t('Only {0}.', this.filters.map(filterText).join(', '))
        : '';
    const running = kind === 'running' ? l10n.t('Searching … {0}', counted(searched, 'file')) : '';
    const failed = failure ? explainFailure(failure) : '';
    this.view.message = [running, failed, filtered].filter((text) => text !== '').join(' ');
    // An empty view explains why it is empty and offers the next step.
    setContext(contextKeys.listed, kind !== 'none' && kind !== 'running');
    setContext(contextKeys.filtered, isFiltered);
    this.changes.fire(undefined);
  }
}

const setContext = (key: string, value: boolean): void =>
  void vscode.commands.executeCommand('setContext', key, value);

function fileItem({ file, models }: FileNode): vscode.TreeItem {
  const uri = vscode.Uri.file(file);
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${file} ${models[0]?.site.framework ?? ''}`;
  item.description = false;
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'file';
  return item;
}

const folderOf = (file: string): string => {
  const folder = path.dirname(vscode.workspace.asRelativePath(vscode.Uri.file(file)));
  return folder === '.' ? '' : folder;
};

function folderItem({ folder, framework }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(folder, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${framework} ${folder}/`;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}

function modelItem({ document, name, site, standing }: ModelNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `${document}#${name}`;
  item.description = standing.text;
  item.tooltip = [name, standing.text].filter((text) => text !== '').join(': ');
  item.iconPath =
    standing.isWorrying && standing.state === 'probed' ? worrying : icons[standing.state];
  item.contextValue = 'model';
  const at = new vscode.Position(site.range.start.line - 1, site.range.start.column - 1);
  item.command = {
    title: l10n.t('Go to definition'),
    command: 'vscode.open',
    arguments: [vscode.Uri.parse(document), { selection: new vscode.Range(at, at) }],
  };
  return item;
}
