import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { engine } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import { Failure } from '../../../src/shared/base/failures';
import { savedFolder } from '../../support/savedModel';
import { savedMutants, type Mutant } from '../../support/savedMutants';
import { silentJob } from '../../support/silentJob';

const folder = savedFolder();

const isUnread = ({ detail }: Failure): boolean =>
  typeof detail !== 'string' && detail.code === 'saved.unreadable';

/** The first error thrown. */
const rootOf = (error: unknown): unknown =>
  error instanceof Failure && error.cause !== undefined ? rootOf(error.cause) : error;

/** Tells whether code of ours met a value that it did not expect, and no package did. */
function isOurFault(cause: unknown): cause is Error {
  if (!(cause instanceof TypeError || cause instanceof RangeError)) return false;
  const thrownAt = cause.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return thrownAt.includes('/src/') && !thrownAt.includes('node_modules');
}

function outcomeOfFailure(failure: Failure): string {
  if (!isUnread(failure)) return failure.code;
  const cause = rootOf(failure);
  return isOurFault(cause) ? `unexpected: ${cause.stack}` : 'unreadable';
}

/**
 * The outcome of opening and analysing a file: `report`, the code of a failure, `unreadable` if a package could not
 * read the file, or an error that should not have been thrown.
 */
async function outcomeOf({ files }: Mutant): Promise<string> {
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  const [{ name } = { name: '' }] = files;
  try {
    const request = { root: folder, file: join(folder, name), site: '', arguments: {} };
    // Its arrays are the collector's, whatever a half-built model leaves behind.
    await inspect({ ...request, backend: 'cpu', probe: null }, silentJob);
    return 'report';
  } catch (error) {
    if (error instanceof Failure) return outcomeOfFailure(error);
    return `unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  } finally {
    engine().disposeVariables();
  }
}

const figuresOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([key, count]) => `${key} ${count}`).join(', ');

it('ends in a report or in a sentence about the file, however a saved model is damaged', async () => {
  const progress = process.env['SKIPSCOPE_FUZZ_PROGRESS'];
  const numRuns = process.env['SKIPSCOPE_FUZZ'] === 'all' ? 6000 : 60;
  const seed = fc.readConfigureGlobal().seed ?? Date.now();
  const counts = new Map<string, number>();
  const unexpected: string[] = [];
  let slowest = 0;
  let index = 0;
  for (const mutant of savedMutants(seed, numRuns)) {
    const started = performance.now();
    const outcome = await outcomeOf(mutant);
    slowest = Math.max(slowest, performance.now() - started);
    const key = outcome.split(':', 1)[0] ?? '';
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (key === 'unexpected') unexpected.push(`mutant ${index} (${mutant.kind}): ${outcome}`);
    index += 1;
    if (progress && index % 100 === 0)
      writeFileSync(
        progress,
        [`${index} of ${numRuns}: ${figuresOf(counts)}`, ...unexpected].join('\n'),
      );
  }
  const figures = figuresOf(counts);
  console.log(
    `${numRuns} damaged saved models under seed ${seed}: ${figures}; slowest ${Math.round(slowest)} ms`,
  );
  expect(unexpected).toEqual([]);
  expect(counts.get('report')).toBeGreaterThan(0);
}, 7_200_000);
