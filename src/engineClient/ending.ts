import * as l10n from '@vscode/l10n';
import { Failure } from '../shared/base/failures';
import { OVER_CEILING_MARK } from '../shared/protocol/engineProcess';

/** How an engine process came to its end, as its parent saw it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last text it wrote to stderr. */
  readonly lastWords: string;
  /** Whether a model's code was running. */
  readonly running: boolean;
  readonly memoryMegabytes: number;
}

const limit = (megabytes: number): string => `${megabytes} MB`;
/** What V8 prints before it aborts because its heap reached `--max-old-space-size`. */
const heapIsFull = /FATAL ERROR: .*(?:heap out of memory|Allocation failed)/;
const ABORTED_EXIT_CODE = 134;

/** Tells an engine that ran out of memory from one that model code ended and from one that crashed. */
export function failureOf(ending: Ending): Failure {
  const { code, signal, lastWords } = ending;
  const aborted = signal === 'SIGABRT' || code === ABORTED_EXIT_CODE;
  if (lastWords.includes(OVER_CEILING_MARK) || (aborted && heapIsFull.test(lastWords))) {
    return new Failure('out-of-memory', limit(ending.memoryMegabytes));
  }
  if (code !== null && ending.running)
    return new Failure('model-exited', l10n.t('exit code {0}', code));
  const last = lastWords.trim().split('\n').at(-1);
  const how = signal ?? l10n.t('exit code {0}', code ?? 'unknown');
  return new Failure('engine-crashed', last ? `${how}: ${last}` : how);
}
