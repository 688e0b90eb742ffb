import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  findPython,
  pythonCandidates,
  pythonStatuses,
} from '../../../src/engineClient/python/findPython';
import { sentenceOf } from '../../../src/shared/words/sentence';

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-find-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A script that answers a look-up as a Python with this torch would. */
function fakePython(
  name: string,
  python: readonly number[],
  torch: string | null,
  keras: string | null = null,
): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const told = JSON.stringify({ python, torch, keras });
  const text = `#!/bin/sh\ncase "$2" in *is_available*) echo '"cpu"';; *) echo '${told}';; esac\n`;
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

describe('the Pythons to look at', () => {
  const active = fakePython('active/bin/python', [3, 12, 0], '2.4.0');
  fakePython('project/.venv/bin/python', [3, 11, 0], null);
  const places = {
    folders: [path.join(folder, 'project')],
    environment: { VIRTUAL_ENV: path.join(folder, 'active'), CONDA_PREFIX: '/not/there' },
    platform: 'linux' as const,
  };

  it('are the active environment, those of the folders, then the search path', () => {
    expect(pythonCandidates(places)).toEqual([
      { file: active, origin: 'environment' },
      { file: path.join(folder, 'project/.venv/bin/python'), origin: 'folder' },
      { file: 'python3', origin: 'path' },
      { file: 'python', origin: 'path' },
    ]);
  });

  it('are the one of the editor first, and each once', () => {
    const editor = ['/opt/conda/bin/python', active];
    expect(
      pythonCandidates({ ...places, editor }).map(({ file, origin }) => [origin, file]),
    ).toEqual([
      ['editor', '/opt/conda/bin/python'],
      ['editor', active],
      ['folder', path.join(folder, 'project/.venv/bin/python')],
      ['path', 'python3'],
      ['path', 'python'],
    ]);
  });

  it('are the named one alone where one is named', () => {
    expect(pythonCandidates({ ...places, named: '/opt/python' })).toEqual([
      { file: '/opt/python', origin: 'named' },
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('a Python that is looked up', () => {
  const reasonOf = async (file: string): Promise<string> => {
    const [status] = await pythonStatuses({ named: file });
    return status && !status.available ? sentenceOf(status.reason) : '';
  };

  it('tells its version, its torch and the device of that', async () => {
    const file = fakePython('good', [3, 10, 2], '2.13.0+cpu');
    const found = { file, origin: 'named', available: true, python: '3.10.2', torch: '2.13.0+cpu' };
    expect(await findPython({ named: file })).toEqual(found);
    expect(await pythonStatuses({ named: file })).toEqual([{ ...found, device: 'cpu' }]);
  });

  it('may have Keras alone, which one with torch comes before', async () => {
    const file = fakePython('only-keras', [3, 12, 1], null, '3.15.1');
    const found = { file, available: true, python: '3.12.1', keras: '3.15.1' };
    expect(await findPython({ named: file })).toEqual({ ...found, origin: 'named' });
    const both = { editor: [file, fakePython('with-torch', [3, 12, 1], '2.9.0')] };
    expect((await findPython({ ...both, environment: {} }))?.file).toContain('with-torch');
  });

  it('says why it is not taken', async () => {
    expect(await reasonOf(fakePython('old', [3, 7, 9], '2.0.0'))).toContain('3.7.9');
    expect(await reasonOf(fakePython('bare', [3, 11, 0], null))).toContain('neither PyTorch');
    expect(await reasonOf(fakePython('tf2', [3, 11, 0], null, '2.15.0'))).toContain('nor Keras 3');
    expect(await reasonOf(fakePython('ancient', [3, 9, 0], '1.12.1'))).toContain('1.12.1');
    expect(await reasonOf(path.join(folder, 'nothing'))).toContain('ENOENT');
    expect(await findPython({ named: path.join(folder, 'bare') })).toBeUndefined();
  });

  const python = process.env['PYTHON'] ?? 'python3';
  it.runIf(spawnSync(python, ['--version']).status === 0)('answers', async () => {
    const told = spawnSync(python, ['-c', 'import platform; print(platform.python_version())']);
    const [status] = await pythonStatuses({ named: python });
    const version = String(told.stdout).trim();
    if (status?.available) expect(status.python).toBe(version);
    else expect(await reasonOf(python)).toContain(version);
  });
});
