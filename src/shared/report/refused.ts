import type { LayerId } from '../network/network';

/** The layer that refused its inputs: the network of a report ends with it. */
export interface RefusedLayer {
  readonly layer: LayerId;
  /** The positions of the inputs that do not fit, counted from 0. */
  readonly slots: readonly number[];
  /** The layer that would make two of them fit, in front of one; absent if none is known. */
  readonly fit?: {
    /** The position of the input that it stands in front of, counted from 0. */
    readonly slot: number;
    /** Number of spatial axes: 0 is a dense layer, more a convolution of 1×1. */
    readonly axes: number;
    /** Number of channels that it gives. */
    readonly channels: number;
    /** Its stride along each spatial axis, in entries. */
    readonly strides: number;
  };
}
