import type { LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/**
 * Biases straight before batch norm, which subtracts them again: their true gradient is zero, and what
 * is measured is rounding. One symptom for each line of source that makes such layers.
 */
export function redundantBias(facts: Facts): Symptom[] {
  const byLine = new Map<string, LayerNode[]>();
  for (const layer of facts.graph.layers.filter((each) => biasIsUndone(each, facts))) {
    const line = lineOf(layer);
    const others = byLine.get(line);
    if (others) others.push(layer);
    else byLine.set(line, [layer]);
  }
  return [...byLine.values()].map((layers) => ({
    code: 'redundant-bias',
    layers,
    tell: (left) => ({
      severity: 'info',
      evidence: { parameters: left.reduce((sum, layer) => sum + biasEntries(layer), 0) },
    }),
  }));
}

function biasIsUndone(layer: LayerNode, { consumers }: Facts): boolean {
  const { operation } = layer;
  if (operation.type !== 'transform' || !operation.activation.linear) return false;
  if (operation.family !== 'convolution' && operation.family !== 'dense') return false;
  const next = consumers(layer.id);
  return biasEntries(layer) > 0 && next.length > 0 && next.every(isBatchNorm);
}

/** Number of entries that a convolution or dense layer owns beside its kernel; 0 for the later calls of a shared layer. */
function biasEntries({ operation, parameters }: LayerNode): number {
  if (operation.type !== 'transform' || operation.kernelEntries === undefined) return 0;
  return parameters.trainable + parameters.frozen - operation.kernelEntries;
}

function isBatchNorm({ operation }: LayerNode): boolean {
  return operation.type === 'normalization' && operation.family === 'batch';
}

function lineOf({ id, source }: LayerNode): string {
  const at = source[0];
  return at ? `${at.file}:${at.line}` : id;
}
