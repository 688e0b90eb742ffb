import { beforeAll, describe } from 'vitest';
import { backendStatuses, openBackend } from '../../../../src/engine/backends/openBackend';
import { claimRightGradients } from './sweep';

// Collected before the tests run, so that each backend of this machine has its own rows.
const available = (await backendStatuses()).filter((status) => status.available);

describe.each(available)(
  'gradients on $name ($device) agree with finite differences',
  ({ name }) => {
    beforeAll(() => openBackend(name));
    claimRightGradients(name);
  },
);
