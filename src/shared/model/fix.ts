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
  | ProjectionFix;

export interface ProjectionFix {
  readonly kind: 'projection';
  readonly shapes: readonly [Extents, Extents];
  /** The axis of the channels where the framework has it before others; the last where it is absent. */
  readonly channelAxis?: number | undefined;
  /** The branch that the other one is made from, where that is known. */
  readonly shortcut?: 0 | 1 | undefined;
}

/** A fix of a layer in a text. */
export interface FixRequest {
  /** Decides the language, and names the file in messages. */
  readonly file: string;
  readonly text: string;
  /** The call that makes or applies the layer. */
  readonly at: TextPosition;
  readonly fix: Fix;
}

/** Offsets count UTF-16 code units from the start of the text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The replacements in a text that make one change. */
export interface TextEdit {
  /** In the order of the text; none overlaps another. */
  readonly replacements: readonly Replacement[];
  /** A few words for a menu. */
  readonly title: Message;
}
