// Type-checks every room under its own rules: the pure ones without Node, the webview with the DOM.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';

const rooms = [
  'src/shared',
  'src/detection',
  'src/workspace',
  'src/analysis',
  'src/engine',
  'src/engineClient',
  'src/runtimes',
  'src/export',
  'src/extension',
  'src/cli',
  'webview',
  'examples',
  'test',
].filter((room) => existsSync(`${room}/tsconfig.json`));
const cache = 'node_modules/.cache/types';
mkdirSync(cache, { recursive: true });

const check = (room) =>
  new Promise((done) => {
    const info = `${cache}/${room.replaceAll('/', '-')}.tsbuildinfo`;
    const args = [
      'node_modules/typescript-7/bin/tsc',
      '-p',
      room,
      '--incremental',
      '--tsBuildInfoFile',
      info,
    ];
    spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => done(code === 0));
  });

let failed = false;
const waiting = [...rooms];
const worker = async () => {
  for (let room = waiting.shift(); room; room = waiting.shift()) {
    if (!(await check(room))) failed = true;
  }
};
await Promise.all(Array.from({ length: Math.min(2, os.cpus().length) }, worker));
process.exit(failed ? 1 : 0);
