import type { LayerNode } from '../../../shared/network/network';
import type { WeightProbe } from '../../../shared/report/probe';
import type { Facts } from './facts';

/**
 * The multiplying weights of a layer: its largest ones that together hold its kernel entries. Biases start at
 * zero, which makes the relative size of their first updates meaningless.
 */
export function kernelsOf(layer: LayerNode, { measured }: Facts): WeightProbe[] {
  const { operation } = layer;
  if (operation.type !== 'transform' && operation.type !== 'source') return [];
  const largestFirst = [...(measured(layer.id)?.weights ?? [])].sort((a, b) => b.size - a.size);
  let missing = operation.kernelEntries ?? 0;
  return largestFirst.filter(({ size }) => {
    const isKernel = missing > 0;
    missing -= size;
    return isKernel;
  });
}
