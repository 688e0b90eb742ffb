import type { FailureCode } from '../../base/failures';
import { failureFrames } from './failureFrames';

/** A failure whose detail is a raw text, told within another message. */
export const failuresMessages = {
  'failures.raw': ({ code, detail }: { code: FailureCode; detail: string }) =>
    failureFrames[code](detail),
};
