import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promises, unpromised } from '../../support/lockAttempts';
import { bundleLock } from '../../support/lockedProcess';

const root = path.resolve(import.meta.dirname, '../../..');
const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'skipscope-promises-')));
const [temporary, outside, working] = ['temporary', 'outside', 'working'].map((name) =>
  path.join(base, name),
) as [string, string, string];
const hits: string[] = [];
const server = createServer((socket) => {
  hits.push('tcp');
  socket.on('error', () => undefined).end();
});
const datagrams = createSocket('udp4').on('message', () => hits.push('udp'));

type Said = Readonly<Record<string, string>>;
let said: Said = {};
let before = '';
let after = '';

/** Everything in the folders that nobody may write to. */
const state = (): string =>
  [outside, working]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((name) => path.join(folder, name)),
    )
    .map((file) => {
      const { mode, size, mtimeMs } = statSync(file);
      const text = size < 100 && !statSync(file).isDirectory() ? readFileSync(file, 'utf8') : '';
      return [file, mode, statSync(file).isDirectory() ? '' : mtimeMs, text].join(' ');
    })
    .join('\n');

const groups = [...promises.map(({ attempts }) => attempts), unpromised];

/** The attempts, one after the other in one locked process. */
const script = (tcp: number, udp: number): string => `'use strict';
const { lockProcess } = require('./lock.cjs');
const [cp, fs, http, net, dgram, dns, wt, tls, v8, mod] = ['child_process', 'fs', 'http', 'net', 'dgram',
  'dns', 'worker_threads', 'tls', 'v8', 'module'].map((name) => require(name));
const childHandle = new cp.ChildProcess()._handle;
const resolver = new dns.Resolver(), promisedResolver = new dns.promises.Resolver();
const [tcp, udp, outside, temporary] = ${JSON.stringify([tcp, udp, outside, temporary])};
const linked = temporary + '/linked';
let uncaught = () => undefined;
process.on('uncaughtException', (error) => uncaught(error));
lockProcess({ allowNetwork: false });
(async () => {
  const said = {};
  const attempt = async (id, call) => {
    try { await call(); said[id] = 'done'; } catch (error) {
      const call = error?.detail?.values?.call;
      said[id] = call ? 'refused ' + call : 'threw ' + error?.message;
    }
  };
  ${groups
    .flatMap((attempts) => Object.entries(attempts))
    .map(([id, code], index) => {
      const file = JSON.stringify(`attempt${index}`);
      const names = `const fresh = outside + '/' + ${file} + '.new', old = outside + '/' + ${file} + '.old', inside = temporary + '/' + ${file};`;
      const body = code.startsWith('{') ? code : `return await (${code});`;
      return `await attempt(${JSON.stringify(id)}, async () => { ${names} ${body} });`;
    })
    .join('\n  ')}
  await new Promise((done) => setTimeout(done, 300));
  process.stdout.write(JSON.stringify(said));
})();`;

beforeAll(async () => {
  for (const folder of [temporary, outside, working]) mkdirSync(folder);
  mkdirSync(path.join(outside, 'deep'));
  symlinkSync(outside, path.join(temporary, 'linked'));
  groups
    .flatMap((attempts) => Object.keys(attempts))
    .forEach((_, index) => {
      const file = path.join(outside, `attempt${index}.old`);
      writeFileSync(file, 'old');
      chmodSync(file, 0o644);
    });
  await bundleLock(base);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => datagrams.bind(0, '127.0.0.1', done));
  const port = (server.address() as AddressInfo).port;
  const attempts = path.join(base, 'attempts.cjs');
  writeFileSync(attempts, script(port, datagrams.address().port));
  before = state();
  const env = { PATH: process.env['PATH'], TMPDIR: temporary, TEMP: temporary };
  // The last two as in an engine: what comes from the host, and what goes to it.
  const stdio: ('ignore' | 'pipe' | 'inherit')[] = ['ignore', 'pipe', 'inherit', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [attempts], { env, cwd: working, stdio });
  // It is not read, which resets the pipe in the end.
  (child.stdio[3] as Writable).on('error', () => undefined).write('a request');
  const [printed, heard] = await Promise.all(
    [1, 4].map((descriptor) => text(child.stdio[descriptor] as Readable)),
  );
  said = JSON.parse(printed ?? '') as Said;
  if (heard) hits.push('channel');
  after = state();
});
afterAll(() => {
  const figures = promises.map(({ sentence, attempts }) => {
    const ids = Object.keys(attempts);
    return `${ids.filter((id) => isHeld.test(said[id] ?? '')).length} of ${ids.length}: ${sentence}`;
  });
  console.log(['attempts on the lock that were held', ...figures].join('\n'));
  server.close();
  datagrams.close();
  rmSync(base, { recursive: true });
});

/** Refused by name, refused by the language itself, not there in this Node, or without an effect. */
const isHeld =
  /^refused |^threw (?:Cannot (?:assign|redefine|define)|.*is not a function$|harmless$)/;
const security = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');

describe('a locked process', () => {
  it.each(promises)('holds: $sentence', ({ sentence, attempts }) => {
    expect(security).toContain(sentence);
    const passed = Object.keys(attempts).filter((id) => !isHeld.test(said[id] ?? ''));
    expect(passed.map((id) => `${id}: ${said[id]}`)).toEqual([]);
  });

  it('leaves nothing changed outside, and nothing heard', () => {
    expect(after).toBe(before);
    expect(hits).toEqual([]);
  });

  it.each(Object.keys(unpromised))('does not hold, as SECURITY.md says: %s', (what) => {
    expect(security).toContain(what);
    expect(said[what]).toBe('done');
  });
});
