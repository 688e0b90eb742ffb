import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { schemaErrors } from '../support/reportSchema';
import { repository, skipscope } from './command';

const examples = readdirSync(`${repository}examples`).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
);

/** Fifteen models, one after the other. */
const HANG_MS = 600_000;

it(
  'inspects every example from the terminal into a valid report, in one check',
  async () => {
    const quick = ['--steps', '1', '--seeds', '1', '--batch', '2'];
    const files = examples.map((file) => `examples/${file}`);
    const run = await skipscope(['check', ...files, '--json', '-', ...quick]);
    const { reports, failures } = JSON.parse(run.stdout) as {
      reports: readonly Report[];
      failures: unknown;
    };
    expect(failures).toEqual([]);
    expect(reports.map(({ model }) => model.source.file).sort()).toEqual([...files].sort());
    for (const report of reports) {
      expect(schemaErrors(report), report.model.name).toEqual([]);
      expect(report.probe?.layers.length, report.model.name).toBeGreaterThan(0);
    }
  },
  HANG_MS,
);
