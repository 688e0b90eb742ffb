import type { BackendStatus } from '../../shared/protocol/inspectRequest';
import { whyUnavailable } from '../../shared/words/remedies';
import { sentenceOf } from '../../shared/words/sentence';
import { openEngine } from '../run/engine';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import type { Interrupt } from '../terminal/interrupt';
import { table, type Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';
import { jsonText } from '../output/files';

/** Prints the backends, best first, each with its device or the reason that it cannot run. */
export async function backends(
  asJson: boolean,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const { client } = openEngine(terminal);
  try {
    const statuses = await interrupt.during(() => client.backends(interrupt.signal));
    if (asJson) terminal.out(jsonText(statuses.map(withSentence)));
    else terminal.out(table(statuses.map((status) => row(status, terminal))));
    return exitCodes.fine;
  } finally {
    client.dispose();
  }
}

const setUp = 'skipscope setup, or skipscope setup --link';

/** A status as it is written to JSON, with its reason as a sentence. */
const withSentence = (status: BackendStatus) =>
  status.available ? status : { ...status, reason: sentenceOf(status.reason) };

function row(given: BackendStatus, { colours }: Terminal): string[] {
  const status = oneLined(given);
  return status.available
    ? [colours.green('✔'), status.name, `on ${status.device}, TensorFlow.js ${status.version}`]
    : [colours.dim('–'), status.name, colours.dim(whyUnavailable(status, setUp))];
}
