import { message } from '../../../../shared/words/message';
import { unavailable, type Rung } from '../ladder/rung';

/**
 * npm's `webgpu` (Dawn) with `@tensorflow/tfjs-backend-webgpu` 4.22: refused. Its single layers agree with
 * `wasm`, but on five of the six reference networks (convolution, batch normalization and activation in one)
 * the loss itself differs from PyTorch's, and nothing is raised.
 */
export const webgpu: Rung = {
  name: 'webgpu',
  open: () => Promise.reject(unavailable(message('backends.wrong-losses'))),
};
