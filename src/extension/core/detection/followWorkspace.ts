import * as vscode from 'vscode';
import { isSourceFile, sourceEndings } from '../../../detection/languages/sourceFile';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { languages } from '../manifest/contributions';
import type { SiteIndex } from './siteIndex';
import type { WorkspaceSites } from './workspaceSites';

/** Gathers changes that come together, as from a checkout or a formatter. */
const SETTLE_MILLISECONDS = 300;

/** The paths of the open folders that are on a disk. */
export const workspaceFolders = (): readonly string[] =>
  (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);

/** Keeps the listed definitions in step with files that change on the disk or in an editor, and with the folders. */
export function followWorkspace(sites: WorkspaceSites, index: SiteIndex): Disposable {
  const store = new DisposableStore();
  const watcher = store.add(
    vscode.workspace.createFileSystemWatcher(`**/{*.{${sourceEndings.join(',')}},.gitignore}`),
  );
  const changes = store.add(new Changes(sites));
  for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
    store.add(event(({ fsPath }) => changes.add(fsPath)));
  }
  const again = (): void => {
    if (sites.listing.kind !== 'none') void sites.refresh();
  };
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(again));
  store.add(
    index.onDidFind(({ document: { uri }, sites: found }) => {
      if (isOfWorkspace(vscode.Uri.parse(uri.toString()))) sites.setOpen(uri.fsPath, found);
    }),
  );
  store.add(
    vscode.workspace.onDidCloseTextDocument(({ uri, languageId }) => {
      if (languages.includes(languageId)) sites.setOpen(uri.fsPath, undefined);
    }),
  );
  return store;
}

const isOfWorkspace = (uri: vscode.Uri): boolean =>
  uri.scheme === 'file' &&
  vscode.workspace.getWorkspaceFolder(uri) !== undefined &&
  !uri.path.includes('/node_modules/');

/** Gathers changed files until none has come for {@link SETTLE_MILLISECONDS}. */
class Changes implements Disposable {
  private readonly files = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sites: WorkspaceSites) {}

  add(file: string): void {
    this.files.add(file);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SETTLE_MILLISECONDS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private flush(): void {
    const files = [...this.files];
    this.files.clear();
    // A changed ignore file may concern any file.
    if (files.every((file) => isSourceFile(file))) void this.sites.changed(files);
    else if (this.sites.listing.kind !== 'none') void this.sites.refresh();
  }
}
