import type { LayerId } from '../network/network';
import type { Projection } from '../network/projection';

/** The layer that refused its inputs: the network of a report ends with it. */
export interface RefusedLayer {
  readonly layer: LayerId;
  /** The positions of the inputs that do not fit, each other or the layer. */
  readonly slots: readonly number[];
  /** The layer that would make two of them fit, in front of one; absent where none is known. */
  readonly fit?: Pick<Projection, 'axes' | 'channels' | 'strides'> & { readonly slot: number };
}
