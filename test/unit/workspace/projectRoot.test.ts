import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../../src/workspace/projectRoot';

describe('the root of a project', () => {
  let folder = '';
  const at = (...names: string[]): string => path.join(folder, ...names);
  const write = (...names: string[]): string => {
    mkdirSync(path.dirname(at(...names)), { recursive: true });
    writeFileSync(at(...names), '');
    return at(...names);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('is the nearest folder with a mark of one', () => {
    write('outer', 'pyproject.toml');
    write('outer', 'inner', 'package.json');
    expect(projectRoot(write('outer', 'inner', 'src', 'net.ts'))).toBe(at('outer', 'inner'));
    expect(projectRoot(write('outer', 'nets', 'net.py'))).toBe(at('outer'));
  });

  it('is the folder that holds the package where nothing marks one', () => {
    write('lib', 'nets', '__init__.py');
    write('lib', 'nets', 'deep', '__init__.py');
    expect(projectRoot(write('lib', 'nets', 'deep', 'net.py'))).toBe(at('lib'));
  });

  it('is the own folder of a file that stands alone', () => {
    expect(projectRoot(write('alone', 'net.py'))).toBe(at('alone'));
  });

  it('is never the home folder, whatever marks it', () => {
    vi.stubEnv('HOME', folder);
    write('package.json');
    expect(projectRoot(write('work', 'net.py'))).toBe(at('work'));
  });
});
