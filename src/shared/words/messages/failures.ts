import { ownValue } from '../../base/ownValue';
import { failureFrames } from './failureFrames';

/** A failure whose detail is a raw text, perhaps with a code of another version. */
export const failuresMessages = {
  'failures.raw': ({ code, detail }: { code: string; detail: string }) =>
    (ownValue(failureFrames, code) ?? failureFrames.unexpected)(detail),
};
