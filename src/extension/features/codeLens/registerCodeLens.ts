import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { languages } from '../../core/manifest/contributions';
import type { Services } from '../../core/services';
import { SiteLenses } from './siteLenses';

/** Commands and the latest outcome above each definition. */
export function registerCodeLens({ index, sessions, history }: Services): Disposable {
  const store = new DisposableStore();
  const lenses = store.add(new SiteLenses(index, sessions, history));
  store.add(vscode.languages.registerCodeLensProvider(languages, lenses));
  return store;
}
