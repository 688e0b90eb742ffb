import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { siteAt } from '../../core/detection/siteAtCursor';
import type { SiteIndex } from '../../core/detection/siteIndex';
import { Debouncer } from '../../core/ui/debounce';

/** Tells of the definition that the text cursor comes to rest in. */
export function followCursor(index: SiteIndex, tell: (site: ModelKey) => void): Disposable {
  const store = new DisposableStore();
  const look = (): void => {
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    const site = document && selection && siteAt(index.latest(document), selection.active.line + 1);
    if (document && site) tell({ document: document.uri.toString(), name: site.name });
  };
  const debouncer = store.add(new Debouncer(look));
  store.add(vscode.window.onDidChangeTextEditorSelection(() => debouncer.call()));
  store.add(vscode.window.onDidChangeActiveTextEditor(() => debouncer.call()));
  return store;
}
