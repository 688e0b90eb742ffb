import * as l10n from '@vscode/l10n';
import { unavailable, type Rung } from '../rung';

/**
 * npm's `webgpu` (Dawn) with `@tensorflow/tfjs-backend-webgpu` 4.22: refused. Its single layers agree with
 * `wasm`, but on five of the six reference networks (convolution, batch normalization and activation in one)
 * the loss itself differs from PyTorch's, and nothing is raised.
 */
export const webgpu: Rung = {
  name: 'webgpu',
  open: () =>
    Promise.reject(
      unavailable(
        l10n.t(
          'TensorFlow.js 4.22 computes wrong losses on webgpu (npm webgpu, Dawn), so it is not used.',
        ),
      ),
    ),
};
