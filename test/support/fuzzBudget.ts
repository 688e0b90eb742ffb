const many = process.env['SKIPSCOPE_FUZZ'] === 'all';

/**
 * As many inputs as fit the time, at most `numRuns`. The suite tries a share of it in a minute per file;
 * `npm run fuzz` tries six times as many.
 */
export function within(seconds: number, numRuns: number) {
  const times = many ? 6 : 1;
  return { numRuns: numRuns * times, interruptAfterTimeLimit: seconds * times * 1000 };
}
