import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { editorPythons } from '../../../../../src/extension/core/engine/pythonExtension';

const host = vi.hoisted(() => ({
  extension: undefined as object | undefined,
  files: [] as string[],
  setting: {},
}));
vi.mock('vscode', () => ({
  extensions: { getExtension: () => host.extension },
  workspace: {
    workspaceFolders: [{ uri: { fsPath: '/work' } }],
    findFiles: () => Promise.resolve(host.files),
    getConfiguration: () => ({ inspect: () => host.setting }),
  },
}));
afterAll(() => vi.resetModules());
beforeEach(() => {
  host.extension = undefined;
  host.files = [];
  host.setting = {};
});

const environments = {
  getActiveEnvironmentPath: () => ({ path: '/env' }),
  resolveEnvironment: ({ path }: { path: string }) =>
    Promise.resolve({ executable: { uri: { fsPath: `${path}/bin/python` } } }),
};

describe('the Pythons that the editor uses', () => {
  it("are the active environment of the Python extension, then that of the extension's setting", async () => {
    host.extension = { isActive: true, exports: { environments } };
    host.setting = { workspaceValue: '${workspaceFolder}/.venv/bin/python', globalValue: '/other' };
    expect(await editorPythons()).toEqual(['/env/bin/python', '/work/.venv/bin/python']);
  });

  it('start the extension only for a workspace with Python', async () => {
    const activate = vi.fn(() => Promise.resolve({ environments }));
    host.extension = { isActive: false, activate };
    expect(await editorPythons()).toEqual([]);
    expect(activate).not.toHaveBeenCalled();
    host.files = ['net.py'];
    expect(await editorPythons()).toEqual(['/env/bin/python']);
  });

  it('are none where the extension is not there or fails, and nothing is set', async () => {
    expect(await editorPythons()).toEqual([]);
    host.extension = { isActive: false, activate: () => Promise.reject(new Error('no')) };
    host.files = ['net.py'];
    expect(await editorPythons()).toEqual([]);
  });
});
