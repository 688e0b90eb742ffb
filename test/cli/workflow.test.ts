import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sarifErrors } from '../support/sarifSchema';
import { entry } from './command';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly models: { readonly steps: readonly Step[] } };
}

const text = readFileSync('examples/ci/skipscope.yml', 'utf8');
const workflow = parse(text) as Workflow;
const { steps } = workflow.jobs.models;
const check = steps.find(({ name }) => name === 'Check models')!;
const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif'))!;

/** A project that has skipscope installed, with one bad model. */
const project = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
afterAll(() => rmSync(project, { recursive: true }));

describe('the example of a workflow', () => {
  it('may upload what it finds, from the file that the check writes', () => {
    expect(workflow.permissions).toMatchObject({ 'security-events': 'write' });
    expect(check.run).toContain(`--sarif ${String(upload.with?.['sarif_file'])}`);
    expect(steps.indexOf(upload)).toBeGreaterThan(steps.indexOf(check));
  });

  it('fails on a bad model, with its findings in the file to upload', async () => {
    const bin = path.join(project, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(entry, path.join(bin, 'skipscope'));
    cpSync('examples/sigmoidMlp.ts', path.join(project, 'net.ts'));
    expect(await shell(check.run!)).toBe(1);
    const log = JSON.parse(readFileSync(path.join(project, 'skipscope.sarif'), 'utf8')) as {
      runs: [{ results: { ruleId: string; level: string }[] }];
    };
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs[0].results).toContainEqual(
      expect.objectContaining({ ruleId: 'vanishing-gradient', level: 'error' }),
    );
  });
});

/** Runs a step as the runner does; gives its exit status. */
function shell(command: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = execFile('bash', ['-e', '-c', command], { cwd: project }, () =>
      resolve(child.exitCode),
    );
  });
}
