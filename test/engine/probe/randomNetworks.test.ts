import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { differences } from '../../support/differential/compare';
import { randomNetwork } from '../../support/differential/randomNetwork';
import {
  type Expected,
  hasTorch,
  record,
  recordedReference,
  torchReference,
} from '../../support/differential/reference';
import { testBackend } from '../../support/testBackend';

const {
  SKIPSCOPE_FUZZ: fuzz,
  SKIPSCOPE_FUZZ_PYTHON: python = 'python3',
  SKIPSCOPE_FUZZ_RECORD: recorded,
} = process.env;

/**
 * Of the recorded networks: a maximum and an average over volumes whose strides pass over the windows, the
 * same of a transposed convolution, a penalty of half a million weights, attention, gates, a GRU.
 */
const seeds = [26, 217, 346, 434, 37, 49];
const COUNT = 439;
/** All of them on one line each are more text than a string holds. */
const AT_ONCE = 20;

/** The values in which a network's probe differs from PyTorch, in words. */
async function faultsOf(expected: Expected): Promise<string[]> {
  try {
    return await differences(randomNetwork(expected.seed), expected);
  } catch (error) {
    return [explainFailure(toFailureInfo(error))];
  }
}

/** PyTorch's values for new seeds where there is a PyTorch, else for the recorded ones. */
function manyExpected(): Expected[] {
  const first = recorded ? 1 : 1 + ((fc.readConfigureGlobal().seed ?? Date.now()) >>> 1);
  const hasReference = hasTorch(python);
  console.log(
    hasReference
      ? `${COUNT} networks of the seeds from ${first} on, against PyTorch of ${python}`
      : `${COUNT} recorded networks: ${python} has no PyTorch`,
  );
  if (!hasReference) return recordedReference();
  return Array.from({ length: Math.ceil(COUNT / AT_ONCE) }, (_, part) => {
    const begin = part * AT_ONCE;
    const length = Math.min(AT_ONCE, COUNT - begin);
    const networks = Array.from({ length }, (_, i) => randomNetwork(first + begin + i));
    return torchReference(python, networks);
  }).flat();
}

describe('random networks agree with PyTorch in loss, weights and edges', () => {
  beforeAll(() => openBackend(testBackend));

  const known = new Map(recordedReference().map((each) => [each.seed, each]));
  it.each(seeds)('the network of seed %d', async (seed) => {
    expect(await faultsOf(known.get(seed)!)).toEqual([]);
  });

  it.runIf(fuzz === 'all')(
    `${COUNT} of them, drawn anew by \`npm run fuzz\``,
    async () => {
      const expected = manyExpected();
      if (recorded) record(expected);
      const wrong: string[] = [];
      for (const each of expected) {
        const faults = await faultsOf(each);
        const isRounding = each.drift > 1 ? ', and in float32 PyTorch does not agree either' : '';
        if (faults.length > 0) wrong.push(`seed ${each.seed}${isRounding}: ${faults.join('; ')}`);
      }
      console.log(`${expected.length - wrong.length} of ${expected.length} agree`);
      expect(wrong).toEqual([]);
    },
    1_800_000,
  );
});
