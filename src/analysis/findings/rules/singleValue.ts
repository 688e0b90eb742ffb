import type { LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/**
 * Batch normalisation of one value per channel: a single value is its own mean, so that the output is the
 * offset whatever comes in, and no gradient passes (Ioffe and Szegedy 2015, algorithm 1, with m = 1).
 */
export function singleValue({ graph, probe, consumers }: Facts): Symptom[] {
  if (probe?.batchSize !== 1) return [];
  const { steps, seeds } = probe;
  return graph.layers.filter(normalisesOne).map((layer) => ({
    code: 'disconnected',
    // Its offset decides where the units behind it are: that is no fault of theirs.
    layers: [
      layer,
      ...consumers(layer.id).filter(({ operation }) => operation.type === 'activation'),
    ],
    tell: () => ({ variant: 'single', severity: 'warning', evidence: { steps, seeds } }),
  }));
}

/** Tells whether a batch normalisation has one value per channel and sample. */
function normalisesOne({ operation, outputShape: [shape = []] }: LayerNode): boolean {
  const isBatch = operation.type === 'normalization' && operation.family === 'batch';
  return isBatch && shape.length > 1 && shape.slice(1, -1).every((extent) => extent === 1);
}
