import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { runHostTests } from '../support/vscode/hostTests';

/** Tests by mocha inside the extension host; the long form is `npm run bench -- host`. */
describe.runIf(hasBrowser)('the extension in its host', () => {
  it('passes the tests that run beside it', async () => {
    const { tests, measured } = await runHostTests({
      edits: 20,
      runs: 4,
      refreshes: 1,
      restMilliseconds: 0,
    });
    expect(tests.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(tests).toHaveLength(7);
    expect(Object.values(measured).every(Number.isFinite)).toBe(true);
  });
});
