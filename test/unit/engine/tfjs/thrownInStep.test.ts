import { expect, it } from 'vitest';
import { thrownInStep } from '../../../../src/engine/tfjs/trainer/thrownInStep';
import { Failure, toFailureInfo } from '../../../../src/shared/base/failures';
import { explainFailure } from '../../../../src/shared/words/failures';

it('accuses no code of a heap that is full', () => {
  const full = thrownInStep(new RangeError('offset is out of bounds'));
  expect(full.code).toBe('out-of-memory');
  expect(explainFailure(toFailureInfo(full))).toBe(
    'The backend has no memory left for a training step; a smaller batch or input shape needs less.',
  );
  const own = thrownInStep(new Error('my loss wants two targets'));
  expect(own.code).toBe('model-threw');
  const failure = new Failure('cancelled', '');
  expect(thrownInStep(failure)).toBe(failure);
});
