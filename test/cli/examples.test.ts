import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { schemaErrors } from '../support/reportSchema';
import { repository, skipscope } from './command';

const examples = readdirSync(`${repository}examples`).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
);

it.each(examples)('inspects examples/%s from the terminal into a valid report', async (file) => {
  const quick = ['--steps', '1', '--seeds', '1', '--batch', '2'];
  const run = await skipscope(['inspect', `examples/${file}`, '--json', '-', ...quick]);
  expect(run.stderr).not.toContain('skipscope:');
  const report = JSON.parse(run.stdout) as Report;
  expect(schemaErrors(report)).toEqual([]);
  expect(report.probe?.layers.length).toBeGreaterThan(0);
});
