import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/**
 * A network that can learn overfits a single batch (Karpathy 2019). Only a loss that has stopped to fall says that
 * this one does not; data that SkipScope makes, or an optimizer that nobody chose, make it information.
 */
export function doesNotFitOneBatch({ probe, losses, thresholds, layer }: Facts): Symptom[] {
  const { oneBatch, data, optimizerOrigin } = probe ?? {};
  const [loss] = losses;
  if (!oneBatch || !loss || oneBatch.cannotFit || !oneBatch.constant) return [];
  const { steps, start, lowest, constant, hasSettled } = oneBatch;
  const limit = thresholds.oneBatchShare;
  const isLost = lowest === undefined;
  if (!isLost && (!hasSettled || lowest <= constant * limit.value)) return [];
  const isTheirs = data === 'file' && optimizerOrigin !== 'default';
  return [
    {
      code: 'does-not-fit-one-batch',
      layers: [layer(loss.layer)],
      tell: () => ({
        severity: isTheirs ? 'error' : 'info',
        evidence: { steps, start, constant, ...(lowest !== undefined && { lowest }) },
        limits: [limit],
      }),
    },
  ];
}
