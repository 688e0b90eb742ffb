import { pythonStatuses, type PythonStatus } from '../../engineClient/python/findPython';
import type { BackendStatus } from '../../shared/protocol/inspectRequest';
import { whyUnavailable } from '../../shared/words/remedies';
import { sentenceOf } from '../../shared/words/sentence';
import { openEngine } from '../run/engine';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import type { Interrupt } from '../terminal/interrupt';
import { table, type Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';
import { jsonText } from '../output/files';

export interface BackendsOptions {
  readonly json: boolean;
  /** The only Python to look at; else that of the active environment, and those on the search path. */
  readonly python: string | undefined;
}

/**
 * Prints the backends, best first, each with its device or the reason that it cannot run, and then the Pythons with
 * their PyTorch. Folders are not searched for environments: a terminal does not know whether their files are trusted.
 */
export async function backends(
  { json, python }: BackendsOptions,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const { client } = openEngine(terminal);
  try {
    const [statuses, pythons] = await interrupt.during(() =>
      Promise.all([client.backends(interrupt.signal), pythonStatuses({ named: python })]),
    );
    const rows = [
      ...statuses.map((status) => row(status, terminal)),
      ...pythons.map((status) => pythonRow(status, terminal)),
    ];
    if (json) {
      terminal.out(jsonText([...statuses.map(withSentence), ...pythons.map(asBackend)]));
    } else terminal.out(table(rows));
    return exitCodes.fine;
  } finally {
    client.dispose();
  }
}

const setUp = 'skipscope setup, or skipscope setup --link';

/** A status as it is written to JSON, with its reason as a sentence. */
const withSentence = (status: BackendStatus) =>
  status.available ? status : { ...status, reason: sentenceOf(status.reason) };

/** A Python among the backends: that of PyTorch. */
const asBackend = (status: PythonStatus) =>
  status.available
    ? {
        name: status.torch === undefined ? 'keras' : 'torch',
        available: true,
        interpreter: status.file,
        python: status.python,
        version: status.torch ?? status.keras,
        ...(status.device !== undefined && { device: status.device }),
      }
    : {
        name: 'torch',
        available: false,
        interpreter: status.file,
        reason: sentenceOf(status.reason),
      };

function row(given: BackendStatus, { colours }: Terminal): string[] {
  const status = oneLined(given);
  return status.available
    ? [colours.green('✔'), status.name, `on ${status.device}, TensorFlow.js ${status.version}`]
    : [colours.dim('–'), status.name, colours.dim(whyUnavailable(status, setUp))];
}

function pythonRow(given: PythonStatus, { colours }: Terminal): string[] {
  const status = oneLined(given);
  if (!status.available) {
    const reason = `${status.file}: ${sentenceOf(status.reason)}`;
    return [colours.dim('–'), 'torch', colours.dim(reason)];
  }
  const device = status.device === undefined ? '' : `on ${status.device}, `;
  const { torch, keras, python, file } = status;
  const library = torch === undefined ? `Keras ${keras}` : `PyTorch ${torch}`;
  const told = `${device}${library}, Python ${python} (${file})`;
  return [colours.green('✔'), torch === undefined ? 'keras' : 'torch', told];
}
