import type { Framework } from './framework';

/**
 * The ways to write a definition:
 * - `factory`: a function that returns the model;
 * - `method`: a method, constructor or function kept in an object;
 * - `local`: made inside a function that does more than build (training, UI) and not returned;
 * - `topLevel`: statements of the module itself;
 * - `loaded`: read from a saved model;
 * - `class`: a class of layers, built by calling it;
 * - `core`: written with core operations and variables, without layers.
 */
export type SitePattern = 'factory' | 'method' | 'local' | 'topLevel' | 'loaded' | 'class' | 'core';

/** A place in a text; both 1-based, columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** One value that a definition takes before it can be built. */
export interface SiteParameter {
  /** A destructured parameter is listed by its properties. */
  readonly name: string;
  /** Text of the default value, if there is one. */
  readonly default?: string;
  /** Text of the declared type, if there is one. */
  readonly type?: string;
}

/** One model definition in a text. */
export interface ModelSite {
  /**
   * Function name, `Class.method`, `object.property`, or the variable of a top-level model; one of many models
   * of a function is named after both, `build.encoder`.
   * The second site of the same name in a file is called `name~2`, the third `name~3`, in the order of the text.
   */
  readonly name: string;
  readonly pattern: SitePattern;
  readonly framework: Framework;
  readonly range: { readonly start: TextPosition; readonly end: TextPosition };
  readonly parameters: readonly SiteParameter[];
  /** Names of the parameters without a default: the user gives them, or they are guessed. */
  readonly needs: readonly string[];
}

/** The definitions of one file. */
export interface FileSites {
  /** Absolute. */
  readonly file: string;
  readonly sites: readonly ModelSite[];
}
