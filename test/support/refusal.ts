import { type FailureInfo, Failure, toFailureInfo } from '../../src/shared/base/failures';
import { explainFailure } from '../../src/shared/words/failures';

interface Refusal extends FailureInfo {
  readonly sentence: string;
}

/** The failure that a promise rejects with, and the sentence that its reader sees. */
export async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const info = toFailureInfo(error);
    return { ...info, sentence: explainFailure(info) };
  }
  throw new Error('Nothing was refused');
}
