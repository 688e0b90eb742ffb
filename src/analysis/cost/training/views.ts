import type { LayerNode } from '../../../shared/network/network';

const viewing: ReadonlySet<string> = new Set(['reshape', 'none']);

/** Its output is its input's memory, and no arithmetic happens. */
export const isView = ({ operation }: Pick<LayerNode, 'operation'>): boolean =>
  operation.type === 'passive' && viewing.has(operation.effect);
