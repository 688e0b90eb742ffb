import { expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { schemaErrors } from '../support/reportSchema';
import { skipscope } from './command';

/** A notebook, a recurrent network of PyTorch and a highway of TensorFlow.js; all of them are tried in one process by the engine's tests. */
const examples = ['digits.ipynb', 'lstm.py', 'highway.ts'].map((file) => `examples/${file}`);

/** All models, one after the other. */
const HANG_MS = 600_000;

it(
  'inspects examples from the terminal into valid reports, in one check',
  async () => {
    const quick = ['--steps', '1', '--seeds', '1', '--batch', '2'];
    const run = await skipscope(['check', ...examples, '--json', '-', ...quick]);
    const { reports, failures } = JSON.parse(run.stdout) as {
      reports: readonly Report[];
      failures: unknown;
    };
    expect(failures).toEqual([]);
    expect([...new Set(reports.map(({ model }) => model.source.file))].sort()).toEqual(
      [...examples].sort(),
    );
    for (const report of reports) {
      expect(schemaErrors(report), report.model.name).toEqual([]);
      expect(report.probe?.layers.length, report.model.name).toBeGreaterThan(0);
    }
  },
  HANG_MS,
);
