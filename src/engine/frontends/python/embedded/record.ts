import type {
  PythonFailure,
  RecordAnswer,
  RecordRequest,
} from '../../../../shared/protocol/python/pythonContract';
import { readRecordAnswer } from '../../../../shared/protocol/python/readRecording';
import { RefusedImport } from './guard';
import type { EmbeddedPython } from './pyodide';
import { answerRequest, folders } from './pythonText';

/** An answer of more bytes is none of a network. */
const LARGEST_ANSWER = 128_000_000;

/** A Python broke the contract: its answer is missing, too large, or none. */
export class UnreadableAnswer extends Error {}

interface File {
  /** Relative to the root, with forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Records a definition in a locked Python that has run nothing yet: a Python answers one request, since the code
 * of a model may change anything in it. `environment` names folders of packages that it may import. Throws an
 * {@link UnreadableAnswer}.
 */
export function record(
  python: EmbeddedPython,
  request: Omit<RecordRequest, 'root' | 'packages'>,
  files: Iterable<File>,
  environment: readonly string[] = [],
): RecordAnswer {
  const { workspace } = folders;
  const packages = environment.map((folder, at) => {
    const shown = `${folders.environment}/${at}`;
    python.show(folder, shown);
    return shown;
  });
  for (const { name, bytes } of files) python.put(`${workspace}/${name}`, bytes);
  python.put(`${workspace}/${request.file}`, request.text);
  python.put(folders.request, JSON.stringify({ ...request, root: workspace, packages }));
  try {
    python.run(answerRequest);
  } catch (error) {
    return { failure: brokenOff(error, python) };
  }
  return readAnswer(python.take(folders.answer));
}

/** Python ended itself in the middle of its work. */
const ABORT = '_abort_js';
/** Memory grows by a fifth at a time, so near its limit a Python that aborted had run out of it. */
const NEARLY_FULL = 0.75;

/** The failure of a run that ended Python itself. */
function brokenOff(error: unknown, { lock, memory }: EmbeddedPython): PythonFailure {
  const text = error instanceof Error ? error.message : String(error);
  const raised = (kind: string): PythonFailure => ({ code: 'raised', values: { kind, text } });
  if (error instanceof RangeError) return raised('RecursionError');
  if (memory() > NEARLY_FULL * lock.memoryBytes) return { code: 'out-of-memory', values: {} };
  if (!(error instanceof RefusedImport) || error.called === ABORT) return raised('SystemError');
  return { code: 'refused', values: { what: error.called } };
}

function readAnswer(bytes: Uint8Array | undefined): RecordAnswer {
  if (!bytes) throw new UnreadableAnswer('it gave no answer');
  if (bytes.length > LARGEST_ANSWER) throw new UnreadableAnswer(`${bytes.length} bytes`);
  const { answer, fault } = readRecordAnswer(parsed(bytes));
  if (!answer) throw new UnreadableAnswer(fault);
  return answer;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UnreadableAnswer('it is no JSON', { cause: error });
  }
}
