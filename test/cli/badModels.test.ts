import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badModels, goodModel, secondsFor } from '../support/badModels';
import { lowCeiling } from '../support/testBackend';
import { skipscope } from './command';

const limits = ['--memory', `${lowCeiling}`];
const endless = badModels.filter(({ code }) => code === 'timed-out');
const ending = badModels.filter(({ code }) => code !== 'timed-out');

/** Seven models, some of which fill a memory. */
const HANG_MS = 600_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('skipscope inspect', () => {
  it.each(endless)('says of $what what happened, in one sentence at its line', async (model) => {
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
});

describe('skipscope check', () => {
  it(
    'says of each bad model what happened, in one sentence at its line, and goes on to the next',
    async () => {
      const below = path.join(folder, 'all');
      mkdirSync(below);
      for (const { site, source } of [...ending, goodModel]) {
        writeFileSync(path.join(below, `${site}.ts`), source);
      }
      const run = await skipscope(['check', 'all', '--json', 'all.json', ...limits], folder);
      for (const { site, line, code } of ending) {
        const place = `all/${site}\\.ts#${site}  all/${site}\\.ts:${line}:\\d+: `;
        expect(run.stdout).toMatch(new RegExp(`^${place}.*[a-zA-Z]\\. \\[${code}\\]$`, 'm'));
      }
      const { reports, failures } = JSON.parse(
        readFileSync(path.join(folder, 'all.json'), 'utf8'),
      ) as { reports: unknown[]; failures: { code: string }[] };
      expect(reports).toHaveLength(1);
      expect(failures.map(({ code }) => code).sort()).toEqual(
        ending.map(({ code }) => code).sort(),
      );
      expect(run.code).toBe(3);
    },
    HANG_MS,
  );
});
