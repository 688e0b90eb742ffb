// Starts the engine, lets it loop in a model's code, and prints the engine's process id.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { serialize } from 'node:v8';

const [entry, file] = process.argv.slice(2);
const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'];
const engine = spawn(process.execPath, [entry, '2048'], { stdio });
const secret = randomBytes(32);
const request = (id, method, payload) => {
  const body = serialize({ kind: 'request', id, method, payload });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  engine.stdio[3].write(Buffer.concat([secret, length, body]));
};
const job = {
  kind: 'inspect',
  root: '/',
  file,
  site: 'loop',
  arguments: {},
  backend: 'wasm',
  probe: null,
};
let heard = '';
engine.stdio[4].on('data', (bytes) => {
  const before = heard.includes('running');
  heard += bytes.toString('latin1');
  if (!before && heard.includes('running')) process.stdout.write(`${engine.pid}\n`);
});
engine.stdio[3].write(secret);
request(1, 'run', { job, cells: [] });
