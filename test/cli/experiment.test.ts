import { describe, expect, it } from 'vitest';
import { isExperimentResult } from '../../src/shared/experiment/guard';
import { schemaErrors } from '../support/reportSchema';
import { skipscope } from './command';

const fixture = 'test/fixtures/experiments/residualMlp.ts';

describe('skipscope experiment', () => {
  it('writes a result as its schema has it, and nothing else', async () => {
    const args = ['experiment', 'paths', fixture, '--arg', 'blocks=3', '--seeds', '2'];
    const { code, stdout, stderr } = await skipscope([...args, '--json', '-']);
    expect(stderr).toContain('2 of 2 cells');
    expect(code).toBe(0);
    const result: unknown = JSON.parse(stdout);
    expect(schemaErrors(result, 'experiment')).toEqual([]);
    expect(isExperimentResult(result)).toBe(true);
  });

  it('says at the line of the model why it makes no sense for it', async () => {
    const { code, stdout, stderr } = await skipscope(['experiment', 'u-shape', fixture]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/residualMlp\.ts:\d+:\d+: This network has no long skip/);
    expect(code).toBe(3);
  });
});
