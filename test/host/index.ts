// Runs inside the extension host of a real editor, beside the extension: started by `--extensionTestsPath`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { OPTIONS_FILE, RESULTS_FILE, type HostOptions, type HostResults } from './contract';
import { liveSuite } from './live';
import { othersSuite } from './others';
import { soakSuite } from './soak';
import { Workspace } from './workspace';

/** The editor calls this, and ends when it is done. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const options = JSON.parse(readFileSync(path.join(folder, OPTIONS_FILE), 'utf8')) as HostOptions;
  const measured: Record<string, number> = {};
  const mocha = new Mocha({ ui: 'bdd', timeout: 540_000, reporter: 'dot' });
  const workspace = new Workspace(folder);
  othersSuite(mocha.suite, { workspace, options, measured });
  liveSuite(mocha.suite, { workspace, options, measured });
  soakSuite(mocha.suite, { workspace, options, measured });
  const tests: HostResults['tests'][number][] = [];
  await new Promise<void>((done) => {
    mocha
      .run(() => done())
      .on('pass', (test) => tests.push({ title: test.fullTitle() }))
      .on('fail', (test, error: unknown) => {
        const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
        tests.push({ title: test.fullTitle(), failure });
      });
  });
  const results: HostResults = { tests, measured };
  writeFileSync(path.join(folder, RESULTS_FILE), JSON.stringify(results));
}
