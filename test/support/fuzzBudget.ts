const many = process.env['SKIPSCOPE_FUZZ'] === 'all';

/**
 * As many inputs as fit the time, at most `numRuns`, for `npm run fuzz`. The suite tries the fiftieth part, in a
 * few seconds per file.
 */
export function within(seconds: number, numRuns: number) {
  const share = many ? 1 : 0.02;
  return {
    numRuns: Math.ceil(numRuns * share),
    interruptAfterTimeLimit: Math.ceil(seconds * share * 1000),
  };
}
