// Forks the engine, lets it loop in a model's code, and prints the engine's process id.
import { fork } from 'node:child_process';

const [entry, file] = process.argv.slice(2);
const engine = fork(entry, ['2048'], { serialization: 'advanced', stdio: 'ignore' });
const request = (id, method, payload) => engine.send({ kind: 'request', id, method, payload });
const job = {
  kind: 'inspect',
  root: '/',
  file,
  site: 'loop',
  arguments: {},
  backend: 'wasm',
  probe: null,
};
engine.on('message', ({ name }) => {
  if (name === 'running') process.stdout.write(`${engine.pid}\n`);
});
request(1, 'run', { job, cells: [] });
