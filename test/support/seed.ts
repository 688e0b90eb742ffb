// Random inputs are the same in every run, so that a change is green or red for its own sake. New ones are
// tried with `SKIPSCOPE_TEST_SEED=<number> npm test`, or `=random`; what they find becomes a test.
import fc from 'fast-check';

const wanted = process.env['SKIPSCOPE_TEST_SEED'] ?? '20261121';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
