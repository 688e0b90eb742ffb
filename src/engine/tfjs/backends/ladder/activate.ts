import { getBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { message } from '../../../../shared/words/message';
import { unavailable } from './rung';

/**
 * Makes a registered backend of TensorFlow.js the current one.
 * A backend that fails to start is silently replaced by another, so both answers are checked.
 * @param backend the name that TensorFlow.js knows it by
 * @throws Failure `backend-unavailable`
 */
export async function activate(backend: string): Promise<void> {
  if ((await setBackend(backend)) && getBackend() === backend) return;
  removeBackend(backend);
  throw unavailable(message('backends.not-started', { backend }));
}
