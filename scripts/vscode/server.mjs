// Starts the editor from npm on this machine's own address with a profile of its own.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Bounds the wait, so that an editor that never starts is an error. */
const START_SECONDS = 180;

/**
 * @param {import('./server.mjs').ServerOptions} options
 * @returns {Promise<import('./server.mjs').Server>}
 */
export async function startServer({ editor, profile, vsix, settings = {}, port = 0, env = {} }) {
  for (const folder of ['user/User', 'server', 'extensions', 'tmp']) {
    mkdirSync(path.join(profile, folder), { recursive: true });
  }
  writeFileSync(path.join(profile, 'user/User/settings.json'), JSON.stringify(settings, null, 2));
  const args = [
    editor.server,
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--user-data-dir', path.join(profile, 'user')],
    ...['--server-data-dir', path.join(profile, 'server')],
    ...['--extensions-dir', path.join(profile, 'extensions')],
  ];
  // Unix sockets lie in the temporary folder, and their paths must be short.
  const tmp = path.join(profile, 'tmp');
  const environment = { ...process.env, TMPDIR: tmp, XDG_RUNTIME_DIR: tmp, ...env };
  if (vsix) installExtension(editor.node, args, vsix, environment);
  const log = openSync(path.join(profile, 'server.log'), 'w');
  const child = spawn(editor.node, [...args, '--enable-smoke-test-driver'], {
    detached: true,
    env: environment,
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const ended = new Promise((done) => child.once('exit', done));
  const stop = () => stopGroup(child.pid, ended);
  try {
    return { port: await listening(child), pid: child.pid, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function installExtension(node, args, vsix, env) {
  const done = spawnSync(node, [...args, '--install-extension', vsix, '--force'], {
    encoding: 'utf8',
    env,
  });
  if (done.status !== 0) throw new Error(`The extension was not installed: ${done.stderr}`);
}

/** The port that the server says it listens on. */
function listening(child) {
  return new Promise((done, fail) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port) done(Number(port));
    });
    child.once('exit', (code) => fail(new Error(`The editor ended with ${code}.`)));
    const late = () => fail(new Error(`The editor did not start within ${START_SECONDS} s.`));
    setTimeout(late, START_SECONDS * 1000).unref();
  });
}

/** The server starts processes of its own: all of its group end with it. */
async function stopGroup(pid, ended) {
  const signal = (name) => {
    try {
      process.kill(-pid, name);
    } catch {
      // The group has already ended.
    }
  };
  signal('SIGTERM');
  await Promise.race([ended, new Promise((done) => setTimeout(done, 5000))]);
  signal('SIGKILL');
}
