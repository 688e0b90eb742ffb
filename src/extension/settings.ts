import * as vscode from 'vscode';
import { settingDefaults, type SettingId } from './contributions';

/** The value in force; a value of the wrong type counts as not set. */
export function setting<S extends SettingId>(id: S): (typeof settingDefaults)[S] {
  const fallback = settingDefaults[id];
  const value = vscode.workspace.getConfiguration().get<unknown>(id);
  return typeof value === typeof fallback
    ? (plain(value) as (typeof settingDefaults)[S])
    : fallback;
}

/** The editor hands objects out as proxies, which cannot be sent to another process. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Calls `react` when one of `ids` may have changed. */
export function onSettingChange(ids: readonly SettingId[], react: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (ids.some((id) => change.affectsConfiguration(id))) react();
  });
}
