import { describe, expect, it } from 'vitest';
import { failureOf, type Ending } from '../../../src/engineClient/ending';
import { explainFailure } from '../../../src/shared/words/failures';
import { OVER_CEILING_MARK } from '../../../src/shared/protocol/engineProcess';

const ending = (particulars: Partial<Ending>): Ending => ({
  code: null,
  signal: null,
  started: true,
  lastWords: '',
  running: true,
  memoryMegabytes: 2048,
  ...particulars,
});
const heapFull =
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';

describe('failureOf', () => {
  it.each([
    [
      'the watchdog ended it over its ceiling',
      { signal: 'SIGKILL', lastWords: `hello\n${OVER_CEILING_MARK}\n` },
      'out-of-memory',
      'the limit of 2048 MB',
    ],
    [
      'V8 ran out of heap',
      { signal: 'SIGABRT', lastWords: heapFull },
      'out-of-memory',
      'the limit of 2048 MB',
    ],
    [
      'V8 ran out of heap on Windows',
      { code: 134, lastWords: heapFull },
      'out-of-memory',
      'the limit of 2048 MB',
    ],
    ['the model exits', { code: 0 }, 'model-exited', '(exit code 0)'],
    [
      'it cannot start',
      { started: false, lastWords: 'spawn ENOENT\n' },
      'engine-crashed',
      '(could not start: spawn ENOENT)',
    ],
    ['something else kills it', { signal: 'SIGKILL' }, 'engine-crashed', '(SIGKILL)'],
    [
      'a native assertion fails',
      { signal: 'SIGABRT', lastWords: 'one\nassert failed\n' },
      'engine-crashed',
      '(SIGABRT: assert failed)',
    ],
    [
      'it fails before model code ran',
      { code: 1, running: false, lastWords: 'Cannot find module' },
      'engine-crashed',
      '(exit code 1: Cannot find module)',
    ],
    [
      'the model only prints what V8 would print',
      { code: 1, lastWords: heapFull },
      'model-exited',
      '(exit code 1)',
    ],
  ])('when %s', (_, particulars, code, words) => {
    const failure = failureOf(ending(particulars));
    expect(failure.code).toBe(code);
    expect(explainFailure(failure)).toContain(words);
  });
});
