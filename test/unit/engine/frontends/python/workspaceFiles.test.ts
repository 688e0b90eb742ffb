import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workspaceFiles } from '../../../../../src/engine/frontends/python/embedded/files';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-files-'));

beforeAll(() => {
  mkdirSync(path.join(root, 'nets'));
  const names = [
    'README.md',
    'nets/NOTES.md',
    'nets/net.py',
    'main.py',
    'nets/width.yaml',
    'logo.png',
  ];
  for (const name of names) writeFileSync(path.join(root, name), '1');
});
afterAll(() => rmSync(root, { recursive: true }));

it('a Python gets the sources, the configurations and the texts of the root, which show how models are made', () => {
  const files = [...workspaceFiles(path.join(root, 'nets/net.py'), root)].map(({ name }) => name);
  expect(files).toEqual(['nets/net.py', 'nets/width.yaml', 'README.md', 'main.py']);
});
