import type { FailureInfo } from '../base/failures';
import { failureFrames } from './messages/failureFrames';
import { sentenceOf } from './sentence';

/** The only place that turns a failure into words: one sentence, for panel, Problems and terminal. */
export function explainFailure({ code, detail }: FailureInfo): string {
  const sentence = typeof detail === 'string' ? failureFrames[code](detail) : sentenceOf(detail);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
