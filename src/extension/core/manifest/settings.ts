import * as vscode from 'vscode';
import { settingDefaults, type SettingId } from './contributions';

/** Values read since the last change: the editor takes a millisecond and more for one, and every key typed asks for some. */
const known = new Map<SettingId, unknown>();

/** Reads values anew after a change. Call this before anything else listens for changes. */
export const followSettings = (): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration(() => known.clear());

/** The value in force; a value of the wrong type counts as not set. */
export function setting<S extends SettingId>(id: S): (typeof settingDefaults)[S] {
  if (!known.has(id)) known.set(id, read(id));
  return known.get(id) as (typeof settingDefaults)[S];
}

function read(id: SettingId): unknown {
  const fallback = settingDefaults[id];
  const value = vscode.workspace.getConfiguration().get<unknown>(id);
  return typeof value === typeof fallback ? plain(value) : fallback;
}

/** The editor gives objects as proxies, which cannot be sent to another process. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Calls `react` when one of `ids` may have changed. */
export function onSettingChange(ids: readonly SettingId[], react: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (ids.some((id) => change.affectsConfiguration(id))) react();
  });
}
