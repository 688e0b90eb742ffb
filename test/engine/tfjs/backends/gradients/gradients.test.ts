import { beforeAll, describe } from 'vitest';
import { openBackend } from '../../../../../src/engine/tfjs/backends/openBackend';
import { comparedBackends } from '../../../../support/testBackend';
import { claimRightGradients } from './sweep';

describe.each(comparedBackends)('gradients on %s agree with finite differences', (name) => {
  beforeAll(() => openBackend(name));
  claimRightGradients(name);
});
