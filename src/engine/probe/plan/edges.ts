import type { LayerId } from '../../../shared/network/network';

/** An edge, identified by its end; it starts at the slot's producer. */
export interface EdgeEnd {
  readonly to: LayerId;
  readonly slot: number;
}
export const edgeKey = ({ to, slot }: EdgeEnd): string => `${to}:${slot}`;

export const outputKey = (layer: LayerId, output: number): string => `${layer}:${output}`;
