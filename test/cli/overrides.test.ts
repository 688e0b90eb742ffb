import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { mlpSource } from '../support/mlpSource';
import { skipscope } from './command';

let folder = '';
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  write('net.ts', mlpSource);
  write(
    '.skipscope.json',
    `{ // what we train with
  "sites": { "net.ts#mlp": { "arguments": { "depth": 5 }, "inputShape": [6] } }
}`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function argumentsOf(...flags: string[]): Promise<string[]> {
  const given = ['inspect', 'net.ts#mlp', '--no-probe', '--json', '-', ...flags];
  const { model } = JSON.parse((await skipscope(given, folder)).stdout) as Report;
  return model.arguments.map(
    ({ name, value, origin }) => `${name} ${JSON.stringify(value)} ${origin}`,
  );
}

it('builds with what the working folder sets', async () => {
  expect(await argumentsOf()).toEqual(['inputShape [6] user', 'depth 5 user']);
});

it('lets the command line win', async () => {
  expect(await argumentsOf('--arg', 'depth=2')).toEqual(['inputShape [6] user', 'depth 2 user']);
});

it('lists what is set beside what is needed', async () => {
  const text = await skipscope(['list', '.'], folder);
  expect(text.stdout).toMatch(/^net\.ts#mlp .* set: depth = 5, inputShape = \[6\]\n$/);
  const json = JSON.parse((await skipscope(['list', '.', '--json'], folder)).stdout) as unknown[];
  expect(json).toMatchObject([{ name: 'mlp', set: { arguments: { depth: 5 }, inputShape: [6] } }]);
});

it('tells of a name that no definition has, and of the nearest', async () => {
  const text =
    '{\n  "sites": {\n    "net.ts#mpl": {},\n    "away.ts#mlp": {},\n    "net.ts#mlp": {} } }';
  const mistaken = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  writeFileSync(path.join(mistaken, 'net.ts'), mlpSource);
  writeFileSync(path.join(mistaken, '.skipscope.json'), text);
  const { stderr } = await skipscope(['list', '.'], mistaken);
  rmSync(mistaken, { recursive: true });
  expect(stderr.trim().split('\n')).toEqual([
    'skipscope: .skipscope.json:3:5: No definition is called net.ts#mpl, so its settings have no effect. Did you mean net.ts#mlp?',
    'skipscope: .skipscope.json:4:5: No definition is called away.ts#mlp, so its settings have no effect. Did you mean net.ts#mlp?',
  ]);
});

it('checks with the same values', async () => {
  const { stdout } = await skipscope(['check', '.', '--no-probe', '--json', '-'], folder);
  const { reports } = JSON.parse(stdout) as { reports: Report[] };
  expect(reports[0]?.network.layers.filter(({ kind }) => kind === 'Dense')).toHaveLength(5);
});

it('names the line of the file where it is wrong', async () => {
  write('.skipscope.json', '{\n  "sites": { "net.ts#mlp": {\n    "inputShape": "6" } }\n}');
  for (const command of [
    ['inspect', 'net.ts#mlp'],
    ['list', '.'],
    ['check', '.'],
  ]) {
    const { code, stdout, stderr } = await skipscope(command, folder);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain(
      '.skipscope.json:3:19: .skipscope.json is invalid: ' +
        'sites › net.ts#mlp › inputShape must be a list of numbers. [invalid-argument]',
    );
  }
});
