import type { LayerId } from '../../../shared/network/network';

/** An input slot of a layer. */
export const slotKey = (layer: LayerId, slot: number): string => `${layer}:${slot}`;

/** An output of a layer. */
export const outputKey = (layer: LayerId, output: number): string => `${layer}:${output}`;
