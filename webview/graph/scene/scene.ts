import type { Appearance } from './appearance';
import type { Picture } from './picture';

/** What the canvas shows at the moment. */
export interface Scene {
  readonly picture: Picture;
  readonly appearance: Appearance;
}
