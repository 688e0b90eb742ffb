import type { SourcePosition } from '../base/source';
import type { LayerId } from '../network/network';

/**
 * A fault in how a model was written that its network does not show, since it is the functional one.
 * `unread-flag`: `requires_grad = False` was set on a module, which freezes nothing.
 */
export interface SourceFault {
  readonly fault:
    | 'in-list'
    | 'made-anew'
    | 'unread-flag'
    | 'in-place-before-backward'
    | 'in-place-on-shortcut'
    | 'broadcast-target';
  readonly layer: LayerId;
  /** The layer whose backward pass needs what `layer` writes, or the merge that reads it. */
  readonly other?: LayerId;
  /** Number of entries of the weights that it is about; 0 if it is about none. */
  readonly parameters: number;
  /** Innermost first. */
  readonly source: readonly SourcePosition[];
}
