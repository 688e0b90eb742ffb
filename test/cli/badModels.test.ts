import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badModels, goodModel, secondsFor } from '../support/badModels';
import { lowCeiling } from '../support/testBackend';
import { skipscope } from './command';

const limits = ['--memory', `${lowCeiling}`];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('skipscope inspect', () => {
  it.each(badModels)('says of $what what happened, in one sentence at its line', async (model) => {
    const { site, source, code, line } = model;
    const timeout = ['--timeout', `${secondsFor(model)}`];
    writeFileSync(path.join(folder, `${site}.ts`), source);
    const run = await skipscope(
      ['inspect', `${site}.ts#${site}`, '--json', '-', ...limits, ...timeout],
      folder,
    );
    expect(run.stderr).toMatch(
      new RegExp(`^skipscope: ${site}\\.ts:${line}:\\d+: .*[a-zA-Z]\\. \\[${code}\\]$`, 'm'),
    );
    expect(run.stdout).toBe('');
    expect(run.code).toBe(3);
  });

  it('goes on to the next model of a check after each of them', async () => {
    const everything = badModels
      .filter(({ code }) => code !== 'timed-out')
      .map(({ site, source }) => [site, source] as const);
    const below = path.join(folder, 'all');
    mkdirSync(below);
    for (const [site, source] of [...everything, [goodModel.site, goodModel.source] as const]) {
      writeFileSync(path.join(below, `${site}.ts`), source);
    }
    const run = await skipscope(['check', 'all', '--json', '-', ...limits], folder);
    const { reports, failures } = JSON.parse(run.stdout) as {
      reports: { model: { name: string } }[];
      failures: { code: string }[];
    };
    expect(reports).toHaveLength(1);
    expect(failures).toHaveLength(everything.length);
    expect(run.code).toBe(3);
  });
});
