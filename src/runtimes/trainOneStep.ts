import * as l10n from '@vscode/l10n';
import { EngineClient } from '../engineClient/engineClient';
import { Failure, toFailureInfo } from '../shared/base/failures';
import { explainFailure } from '../shared/words/failures';
import { standardLimits } from '../shared/protocol/engineContract';
import type { Runtime } from '../shared/report/report';

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
 * @returns what it ran on
 * @throws Failure `setup-failed` with the reason; `cancelled`
 */
export async function trainOneStep(
  { entry, folder, log }: EngineUnderTest,
  signal: AbortSignal,
): Promise<Runtime> {
  const client = new EngineClient({ entry, log, ...standardLimits, packages: [folder] });
  try {
    const { runtime, probe } = await client.inspect(
      {
        root: folder,
        file: 'check.ts',
        site: 'check',
        text: model,
        arguments: {},
        backend: 'tensorflow',
        probe: { steps: 1, seeds: 1, batchSize: 2, seed: 1 },
      },
      { progress: () => undefined, draft: () => undefined },
      signal,
    );
    const gradients = probe?.layers.flatMap(({ weights }) =>
      weights.map((each) => each.gradient?.l2),
    );
    if (!gradients?.some((norm = 0) => norm > 0))
      throw new Failure('unexpected', l10n.t('no gradient came'));
    return runtime;
  } catch (error) {
    const failure = toFailureInfo(error);
    if (failure.code === 'cancelled') throw error;
    throw new Failure('setup-failed', explainFailure(failure));
  } finally {
    client.dispose();
  }
}
