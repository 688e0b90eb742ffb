import type { Appearance } from './appearance';
import type { Picture } from './picture';

/** The picture on the canvas and its appearance. */
export interface Scene {
  readonly picture: Picture;
  readonly appearance: Appearance;
}
