import type { BackendStatus } from '../../shared/protocol/engineContract';
import { remedyFor, type Unavailable } from '../../shared/words/remedies';
import { openEngine } from '../engine';
import { exitCodes, type ExitCode } from '../exitCodes';
import { table, type Terminal } from '../terminal';

/** Prints what can run here, best first, and why each other backend cannot. */
export async function backends(
  asJson: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { client } = openEngine();
  try {
    const statuses = await client.backends(signal);
    if (asJson) terminal.out(`${JSON.stringify(statuses, null, 2)}\n`);
    else terminal.out(table(statuses.map((status) => row(status, terminal))));
    return exitCodes.fine;
  } finally {
    client.dispose();
  }
}

const whyNot = (status: Unavailable): string =>
  [status.reason, remedyFor(status, 'skipscope setup, or skipscope setup --link')]
    .join(' ')
    .trimEnd();

function row(status: BackendStatus, { colours }: Terminal): string[] {
  return status.available
    ? [colours.green('✔'), status.name, `on ${status.device}, TensorFlow.js ${status.version}`]
    : [colours.dim('–'), status.name, colours.dim(whyNot(status))];
}
