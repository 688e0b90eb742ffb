import { EngineClient } from '../engineClient/engineClient';
import { Failure, toFailureInfo } from '../shared/base/failures';
import { standardLimits } from '../shared/protocol/inspectRequest';
import { jobKinds } from '../shared/protocol/jobs';
import type { Runtime } from '../shared/report/report';
import { explainFailure } from '../shared/words/failures';
import { message } from '../shared/words/message';

const model = `import * as tf from '@tensorflow/tfjs';
export function check() {
  return tf.sequential({ layers: [
    tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1] }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 2, activation: 'softmax' }),
  ] });
}
`;

export interface EngineUnderTest {
  /** Absolute path of the engine's bundle. */
  readonly entry: string;
  /** The folder with the packages. */
  readonly folder: string;
  readonly log: (text: string) => void;
}

/**
 * Trains a small network for one step in a fresh engine process that may use only these packages.
 * @returns the backend that it ran on
 * @throws Failure `setup-failed` with the reason; `cancelled`
 */
export async function trainOneStep(
  { entry, folder, log }: EngineUnderTest,
  signal: AbortSignal,
): Promise<Runtime> {
  const client = new EngineClient({ entry, log, ...standardLimits, packages: [folder] }, jobKinds);
  try {
    const { runtime, probe } = await client.run(
      {
        kind: 'inspect',
        root: folder,
        file: 'check.ts',
        site: 'check',
        text: model,
        arguments: {},
        backend: 'tensorflow',
        probe: { steps: 1, seeds: 1, batchSize: 2, seed: 1 },
      },
      {},
      signal,
    );
    const gradients = probe?.layers.flatMap(({ weights }) =>
      weights.map((each) => each.gradient?.l2),
    );
    if (!gradients?.some((norm = 0) => norm > 0))
      throw new Failure('unexpected', message('runtimes.no-gradient'));
    return runtime;
  } catch (error) {
    const failure = toFailureInfo(error);
    if (failure.code === 'cancelled') throw error;
    const { detail } = failure;
    const reason = typeof detail === 'string' ? explainFailure(failure) : detail;
    throw new Failure('setup-failed', message('runtimes.step-failed', { reason }));
  } finally {
    client.dispose();
  }
}
