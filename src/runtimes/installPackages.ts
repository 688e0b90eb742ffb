import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../shared/base/failures';
import { message } from '../shared/words/message';
import { runCommand, type CommandOptions } from './runCommand';

/** The version that the engine's own TensorFlow.js has. */
const TFJS = '4.22.0';
/** The declarations that a binding needs, in place of headers of the machine's Node.js. */
const NODE_API = 'node-api-headers@1.9.0';

export const packageNames = {
  cpu: '@tensorflow/tfjs-node',
  gpu: '@tensorflow/tfjs-node-gpu',
} as const;
export type PackageName = (typeof packageNames)[keyof typeof packageNames];

/**
 * Installs a package of TensorFlow.js into a folder, from the registry that npm is set up for.
 * @param scripts `true` to run its own installer, which downloads a library; `false` installs headers instead
 * @throws Failure `npm-missing`, `download-failed`, `build-failed`
 */
export async function installPackages(
  name: PackageName,
  scripts: boolean,
  options: CommandOptions & { readonly cwd: string },
): Promise<void> {
  await writeFile(join(options.cwd, 'package.json'), '{ "private": true }\n');
  const wanted = scripts ? [`${name}@${TFJS}`] : [`${name}@${TFJS}`, NODE_API];
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', `--ignore-scripts=${!scripts}`];
  const end = await runCommand(['npm', 'install', ...flags, ...wanted], options);
  if (!end) throw new Failure('npm-missing', 'npm');
  if (!end.ok) throw npmFailure(end.output);
}

const noNetwork =
  /\b(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;
const host = /(?:getaddrinfo \w+ |https?:\/\/)([\w-]+(?:\.[\w-]+)+)/;

function npmFailure(output: string): Failure {
  const reason = noNetwork.exec(output);
  if (reason) {
    // The host stands near the error; what npm says before may name others.
    const [error] = reason;
    const [, from] = host.exec(output.slice(reason.index - 1)) ?? host.exec(output) ?? [];
    const detail = from
      ? `${from} (${error})`
      : message('runtimes.registry-unreachable', { error });
    return new Failure('download-failed', detail);
  }
  const said = output.split('\n').filter((line) => /\berr(?:or|!)?\b/i.test(line));
  return new Failure('build-failed', said.at(0)?.trim() ?? message('runtimes.npm-silent'));
}
