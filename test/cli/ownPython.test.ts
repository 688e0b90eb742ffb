import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { pythonWithTorch } from '../support/python/realTorch';
import { skipscope } from './command';

const python = pythonWithTorch("commands with the user's own Python");

describe.runIf(python)("the user's own Python", () => {
  const own = ['--python', python ?? ''];

  it('is one of the backends, with its PyTorch', async () => {
    const { stdout } = await skipscope(['backends', '--json', ...own]);
    const found = (JSON.parse(stdout) as { name: string }[]).find(({ name }) => name === 'torch');
    expect(found).toMatchObject({ name: 'torch', available: true });
  });

  it('measures a definition, and says so', async () => {
    const flags = ['--steps', '1', '--seeds', '1', '--json', '-'];
    const { stdout } = await skipscope(['inspect', 'examples/lstm.py', ...flags, ...own]);
    const { runtime, probe } = JSON.parse(stdout) as Report;
    expect(runtime).toMatchObject({ library: 'PyTorch' });
    expect(probe?.layers.some(({ weights }) => weights.length > 0)).toBe(true);
  });
});
