import { Failure } from '../shared/base/failures';
import type { Message } from '../shared/base/message';
import { OVER_CEILING_MARK } from '../shared/protocol/engineProcess';
import { message } from '../shared/words/message';

/** The exit of an engine process. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** `false`: there never was a process. */
  readonly started: boolean;
}

/** The end of an engine process as its parent saw it. */
export interface Ending extends Exit {
  /** The last text it wrote to stderr. */
  readonly lastWords: string;
  /** A model's code was running. */
  readonly running: boolean;
  readonly memoryMegabytes: number;
}

/** V8's last words when its heap reaches `--max-old-space-size`. */
const heapIsFull = /FATAL ERROR: .*(?:heap out of memory|Allocation failed)/;
const ABORTED_EXIT_CODE = 134;

/** Tells an engine that ran out of memory from one that model code ended and from one that crashed. */
export function failureOf(ending: Ending): Failure {
  const { code, running } = ending;
  if (ranOutOfMemory(ending)) {
    const { memoryMegabytes } = ending;
    return new Failure('out-of-memory', message('process.out-of-memory', { memoryMegabytes }));
  }
  if (code !== null && running)
    return new Failure('model-exited', message('process.model-exited', { code }));
  return new Failure('engine-crashed', crash(ending));
}

function ranOutOfMemory({ code, signal, lastWords }: Ending): boolean {
  const aborted = signal === 'SIGABRT' || code === ABORTED_EXIT_CODE;
  return lastWords.includes(OVER_CEILING_MARK) || (aborted && heapIsFull.test(lastWords));
}

function crash({ code, signal, started, lastWords }: Ending): Message {
  const said = lastWords.trim().split('\n').at(-1) ?? '';
  if (!started) return message('process.not-started', { said });
  if (signal !== null) {
    return said === ''
      ? message('process.killed', { signal })
      : message('process.killed-saying', { signal, said });
  }
  const exit = code ?? 'unknown';
  return said === ''
    ? message('process.crashed', { code: exit })
    : message('process.crashed-saying', { code: exit, said });
}
