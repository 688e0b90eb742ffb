import { activate } from './ladder/activate';
import { registerKernels } from './kernels/registerKernels';
import type { Rung } from './ladder/rung';

/** TensorFlow.js in plain JavaScript: works everywhere, slowly. */
export const cpu: Rung = {
  name: 'cpu',
  async open() {
    registerKernels('cpu');
    await activate('cpu');
    return 'cpu';
  },
};
