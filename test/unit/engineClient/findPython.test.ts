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
function fakePython(name: string, python: readonly number[], torch: string | null): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const told = JSON.stringify({ python, torch });
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

  it('says why it is not taken', async () => {
    expect(await reasonOf(fakePython('old', [3, 7, 9], '2.0.0'))).toContain('3.7.9');
    expect(await reasonOf(fakePython('bare', [3, 11, 0], null))).toContain('no PyTorch');
    expect(await reasonOf(fakePython('ancient', [3, 9, 0], '1.12.1'))).toContain('1.12.1');
    expect(await reasonOf(path.join(folder, 'nothing'))).toContain('ENOENT');
    expect(await findPython({ named: path.join(folder, 'bare') })).toBeUndefined();
  });
});
