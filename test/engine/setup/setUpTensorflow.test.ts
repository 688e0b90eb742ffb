import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { removeAll } from '../../../src/runtimes/staging';
import { setUpTensorflow } from '../../../src/runtimes/setUpTensorflow';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { eventually, isAlive } from '../../support/processes';

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));
const never = new AbortController().signal;

let place = '';
let folder = '';
beforeEach(() => {
  place = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  folder = path.join(place, 'tensorflow');
  // Nothing but what a test puts there is on the path.
  const before = process.env['PATH'];
  process.env['PATH'] = path.join(place, 'bin');
  onTestFinished(() => void (process.env['PATH'] = before));
});
afterEach(() => rmSync(place, { recursive: true }));

/** Puts shell scripts on the path. */
function onPath(programs: Readonly<Record<string, string>>): void {
  mkdirSync(path.join(place, 'bin'), { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(path.join(place, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

/** A Python whose TensorFlow has these files. */
function pythonWith(...files: string[]): string {
  const tensorflow = path.join(place, 'tf');
  for (const file of files) {
    mkdirSync(path.dirname(path.join(tensorflow, file)), { recursive: true });
    writeFileSync(path.join(tensorflow, file), '');
  }
  return `echo '{"folder": "${tensorflow}", "version": "2.21.0"}'`;
}
const wholeTensorflow = [
  ...['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  ...['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
  'include/tensorflow/c/c_api.h',
];

/** An npm that leaves a package which is whole but for what the compiler is to make. */
const npm = `
package=node_modules/@tensorflow/tfjs-node
/bin/mkdir -p $package && echo '{"version": "4.22.0"}' > $package/package.json`;
const compiler =
  'while [ $# -gt 0 ]; do [ "$1" = -o ] && echo nonsense > "$2"; shift; done; exit 0';

const silent = { stage: () => undefined, log: () => undefined };
const link = (signal = never) =>
  setUpTensorflow({ folder, entry, linkTo: ['python3', 'python'] }, silent, signal);
const download = () => setUpTensorflow({ folder, entry }, silent, never);
const failureOf = (run: Promise<unknown>) => run.then(() => undefined, toFailureInfo);

describe.runIf(process.platform !== 'win32')('a set-up that cannot be', () => {
  afterEach(() => {
    expect(readdirSync(place).filter((name) => name.startsWith('tensorflow'))).toEqual([]);
  });

  it('says that there is no Python', async () => {
    expect(await failureOf(link())).toEqual({ code: 'python-missing', detail: 'python3, python' });
  });

  it('says that no Python has TensorFlow', async () => {
    onPath({ python3: 'echo null', python: 'exit 1' });
    const failure = await failureOf(link());
    expect(failure).toMatchObject({ code: 'tensorflow-missing' });
    expect(explainFailure(failure!)).toMatch(/^No TensorFlow was found in python3; /);
  });

  it('says what a TensorFlow lacks that cannot be linked to', async () => {
    onPath({ python3: pythonWith('include/tensorflow/c/c_api.h') });
    const failure = await failureOf(link());
    expect(failure).toMatchObject({ code: 'build-failed' });
    expect(explainFailure(failure!)).toMatch(
      /TensorFlow 2\.21\.0 in .* comes without libtensorflow_cc/,
    );
  });

  it('says that there is no npm', async () => {
    expect(await failureOf(download())).toMatchObject({ code: 'npm-missing' });
  });

  it.each([
    [
      'npm error code ENOTFOUND\nnpm error network request to https://registry.example.com/x failed',
      'registry.example.com (ENOTFOUND)',
    ],
    [
      '* Downloading libtensorflow\nError: getaddrinfo ENOTFOUND storage.googleapis.com',
      'storage.googleapis.com (ENOTFOUND)',
    ],
    ['npm error connect ECONNREFUSED 127.0.0.1:4873', 'the registry (ECONNREFUSED)'],
  ])('says what could not be reached (case %#)', async (said, from) => {
    onPath({ npm: `echo '${said}' >&2; exit 1` });
    const failure = await failureOf(download());
    expect(failure).toMatchObject({ code: 'download-failed' });
    expect(explainFailure(failure!)).toContain(`downloaded from ${from};`);
  });

  it('says what npm said where it failed for another reason', async () => {
    onPath({ npm: 'echo "npm error code EACCES" >&2; exit 1' });
    expect(await failureOf(download())).toEqual({
      code: 'build-failed',
      detail: 'npm error code EACCES',
    });
  });

  it('says that there is no compiler', async () => {
    onPath({ python3: pythonWith(...wholeTensorflow), npm });
    expect(await failureOf(link())).toMatchObject({ code: 'compiler-missing' });
  });

  it("says the compiler's first error", async () => {
    const fails = '[ "$1" = --version ] || { echo "x.cc:3:1: error: no such type" >&2; exit 1; }';
    onPath({ python3: pythonWith(...wholeTensorflow), npm, 'c++': fails });
    expect(await failureOf(link())).toEqual({
      code: 'build-failed',
      detail: 'x.cc:3:1: error: no such type',
    });
  });

  it('says why what was built trains no step', async () => {
    onPath({ python3: pythonWith(...wholeTensorflow), npm, 'c++': compiler });
    const failure = await failureOf(link());
    expect(failure).toMatchObject({ code: 'setup-failed' });
    expect(explainFailure(failure!)).toMatch(/tfjs-node in .* does not load/);
  });

  it('ends at once where it is cancelled, with everything that it started', async () => {
    onPath({
      python3: pythonWith(...wholeTensorflow),
      npm: '/bin/sleep 60 & echo $! > ../sleeps; wait',
    });
    const stop = new AbortController();
    const failure = failureOf(link(stop.signal));
    const sleeps = path.join(place, 'sleeps');
    const told = () => existsSync(sleeps) && readFileSync(sleeps, 'utf8').endsWith('\n');
    await eventually('npm has started what it waits for', told);
    stop.abort();
    expect(await failure).toMatchObject({ code: 'cancelled' });
    const started = Number(readFileSync(sleeps, 'utf8'));
    await eventually('what npm started is gone', () => !isAlive(started));
  });
});

describe.runIf(process.platform !== 'win32')('what was there before a set-up', () => {
  it('stays where the set-up fails', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'earlier'), '');
    await failureOf(link());
    expect(readdirSync(folder)).toEqual(['earlier']);
  });

  it('gives way where it was cut off half-way; until then the engine says so', async () => {
    const unfinished = `${folder}.unfinished`;
    mkdirSync(unfinished);
    writeFileSync(path.join(unfinished, 'set-up.pid'), '4194304');
    const failure = await failureOf(openBackend('tensorflow', [folder]));
    expect(explainFailure(failure!)).toBe(
      `The backend cannot run here: @tensorflow/tfjs-node is not installed: its set-up in ${folder} is not finished.`,
    );
    await failureOf(link());
    expect(existsSync(unfinished)).toBe(false);
  });

  it('is left to the set-up that is at work on it', async () => {
    mkdirSync(`${folder}.unfinished`);
    writeFileSync(path.join(`${folder}.unfinished`, 'set-up.pid'), String(process.ppid));
    const failure = await failureOf(link());
    expect(failure).toMatchObject({ code: 'setup-failed' });
    expect(explainFailure(failure!)).toBe(
      `TensorFlow was not set up: another set-up is running (process ${process.ppid}).`,
    );
    expect(existsSync(`${folder}.unfinished`)).toBe(true);
  });

  it('is removed without a trace', async () => {
    for (const each of [folder, `${folder}.unfinished`]) mkdirSync(each);
    expect(await removeAll(folder)).toBe(true);
    expect(readdirSync(place)).toEqual([]);
    expect(await removeAll(folder)).toBe(false);
  });
});
