import type { LayerNode } from '../../../shared/network/network';
import type { Facts } from './facts';

/** Checks whether a layer lies straight before normalisations: the size of its kernel has no effect then. */
export function isNormalised({ id }: LayerNode, { consumers }: Pick<Facts, 'consumers'>): boolean {
  const next = consumers(id);
  return next.length > 0 && next.every(({ operation }) => operation.type === 'normalization');
}
