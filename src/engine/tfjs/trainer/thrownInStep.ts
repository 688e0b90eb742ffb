import { Failure, thrownText } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';

/** As a full heap of WebAssembly, or a JavaScript without room for an array, tells it: no words of the model's code. */
const noRoom =
  /^(?:offset is out of bounds|Invalid typed array length|Array buffer allocation failed|memory access out of bounds|Out of memory)/;

/** An error of a step as a `Failure`: of the machine's memory, or of the user's own loss, regularizer or optimizer. */
export function thrownInStep(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = thrownText(error);
  const isFull = error instanceof Error && noRoom.test(error.message);
  return isFull
    ? new Failure('out-of-memory', message('training.no-room'), undefined, { cause: error })
    : new Failure('model-threw', message('training.step-threw', { reason }), undefined, {
        cause: error,
      });
}
