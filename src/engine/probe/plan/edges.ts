import type { LayerId } from '../../../shared/network/network';

/** One edge by where it ends; the slot's producer is where it starts. */
export interface EdgeEnd {
  readonly to: LayerId;
  readonly slot: number;
}
export const edgeKey = ({ to, slot }: EdgeEnd): string => `${to}:${slot}`;

export const outputKey = (layer: LayerId, output: number): string => `${layer}:${output}`;
