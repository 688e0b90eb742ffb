import type { FailureInfo } from '../base/failures';
import { visible } from '../base/visible';
import { failureMessage } from './message';
import { sentenceOf } from './sentence';

/** The only place that turns a failure into words: one sentence that is safe to show, for panel, Problems and terminal. */
export function explainFailure(failure: FailureInfo): string {
  const sentence = visible(sentenceOf(failureMessage(failure)));
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
