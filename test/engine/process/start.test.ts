import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineProcess } from '../../../src/engineClient/engineProcess';

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an engine', () => {
  it('starts without the permission model where its Node refuses it, and says so', async () => {
    const fake = pathToFileURL(path.resolve('test/engine/process/fakeEngine.mjs')).href;
    const entry = path.join(folder, 'refuses.mjs');
    // 9 is Node's exit code for a flag that it does not take.
    const text = `if (process.permission) process.exit(9); await import(${JSON.stringify(fake)});`;
    writeFileSync(entry, text);
    let log = '';
    const engine = new EngineProcess({
      ...{ entry, memoryMegabytes: 512 },
      log: (said) => (log += said),
    });
    expect(await engine.ready).toMatchObject({ ringed: false });
    expect(log).toContain('permission model');
    engine.dispose();
  });

  it('that cannot be started for want of descriptors is a failure, and ends nobody else', async () => {
    buildSync({
      entryPoints: ['src/engineClient/engineProcess.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: path.join(folder, 'engineProcess.cjs'),
    });
    const script = path.join(folder, 'scarce.cjs');
    writeFileSync(
      script,
      `const { EngineProcess } = require('./engineProcess.cjs');
       const fs = require('node:fs');
       const held = [];
       try { for (;;) held.push(fs.openSync(__filename)); } catch {}
       const engine = new EngineProcess({ entry: 'none', memoryMegabytes: 512, log: () => undefined });
       engine.ready.catch(({ code }) => {
         held.forEach((one) => fs.closeSync(one));
         engine.dispose();
         process.stdout.write(code);
       });`,
    );
    const limited = ['-c', 'ulimit -n 64; exec "$0" "$1"', process.execPath, script];
    const { stdout } = await promisify(execFile)('sh', limited);
    expect(stdout).toBe('engine-crashed');
  });
});
