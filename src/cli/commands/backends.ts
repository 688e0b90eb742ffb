import type { BackendStatus } from '../../shared/protocol/engineContract';
import type { TriedBackend } from '../../shared/report/report';
import { remedyFor } from '../../shared/words/remedies';
import { sentenceOf } from '../../shared/words/sentence';
import { openEngine } from '../engine';
import { exitCodes, type ExitCode } from '../exitCodes';
import { table, type Terminal } from '../terminal';

/** Prints the backends, best first, each with its device or the reason that it cannot run here. */
export async function backends(
  asJson: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { client } = openEngine();
  try {
    const statuses = await client.backends(signal);
    if (asJson) terminal.out(`${JSON.stringify(statuses.map(inWords), null, 2)}\n`);
    else terminal.out(table(statuses.map((status) => row(status, terminal))));
    return exitCodes.fine;
  } finally {
    client.dispose();
  }
}

/** A status as a program reads it, with the reason in words. */
const inWords = (status: BackendStatus) =>
  status.available ? status : { ...status, reason: sentenceOf(status.reason) };

const whyNot = (status: TriedBackend): string =>
  [sentenceOf(status.reason), remedyFor(status, 'skipscope setup, or skipscope setup --link')]
    .join(' ')
    .trimEnd();

function row(status: BackendStatus, { colours }: Terminal): string[] {
  return status.available
    ? [colours.green('✔'), status.name, `on ${status.device}, TensorFlow.js ${status.version}`]
    : [colours.dim('–'), status.name, colours.dim(whyNot(status))];
}
