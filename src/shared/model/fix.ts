import type { Message } from '../base/message';
import type { TextPosition } from './modelSite';

/** Extents of a tensor, batch first and channels last; `null` if unknown. */
export type Extents = readonly (number | null)[];

/** A change that is safe enough to be offered; the user sees it before it is made. */
export type Fix =
  /** The layer at the position is made without a bias. */
  | { readonly kind: 'withoutBias' }
  /** The layer at the position initializes its kernel to suit its activation. */
  | { readonly kind: 'initializer' }
  /** The layer at the position ends with another activation. */
  | { readonly kind: 'activation'; readonly activation: string }
  /** One branch of the addition at the position is projected to the shape of the other. */
  | { readonly kind: 'projection'; readonly shapes: readonly [Extents, Extents] };

/** A fix of a layer in a text. */
export interface FixRequest {
  /** Decides the language, and names the file in messages. */
  readonly file: string;
  readonly text: string;
  /** The call that makes or applies the layer. */
  readonly at: TextPosition;
  readonly fix: Fix;
}

/** One replacement in a text; offsets count UTF-16 code units from its start. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** A few words for a menu. */
  readonly title: Message;
}
