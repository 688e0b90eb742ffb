import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { environment, usesBlocks } from '../support/python/environment';
import { skipscope } from './command';

const files: Readonly<Record<string, string>> = {
  'net.py': usesBlocks,
  ...environment,
  'seeded.py': `import os
import uuid
import torch
from torch import nn


class Seeded(nn.Module):
    def __init__(self):
        super().__init__()
        self.name = uuid.uuid4().hex + os.urandom(2).hex()
        self.layer = nn.Linear(8, 2)

    def forward(self, x):
        return self.layer(x)
`,
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-environment-'));
beforeAll(() => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a package of the workspace's environment", () => {
  it('is read by the embedded Python, and its layers are measured', async () => {
    const args = ['inspect', 'net.py#Net', '--steps', '2', '--seeds', '1', '--json', '-'];
    const { stdout } = await skipscope(args, folder);
    const { network, skips, probe } = JSON.parse(stdout) as Report;
    expect(network.layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['block.layer', 'block.activation', 'head']),
    );
    expect(skips.items).toHaveLength(1);
    expect(probe?.layers.some(({ weights }) => weights.length > 0)).toBe(true);
  });

  it('is named where there is none', async () => {
    const alone = mkdtempSync(path.join(os.tmpdir(), 'skipscope-alone-'));
    writeFileSync(path.join(alone, 'net.py'), usesBlocks);
    const { stderr } = await skipscope(['inspect', 'net.py#Net', '--no-probe'], alone);
    rmSync(alone, { recursive: true });
    expect(stderr).toContain('net.py:13:26');
    expect(stderr).toContain('blocks');
  });
});

describe('a definition that asks for random bytes', () => {
  it('has them behind the lock', async () => {
    const { stdout } = await skipscope(
      ['inspect', 'seeded.py', '--no-probe', '--json', '-'],
      folder,
    );
    const { layers } = (JSON.parse(stdout) as Report).network;
    expect(layers.map(({ name }) => name)).toContain('layer');
  });
});
