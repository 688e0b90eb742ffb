import type { Look } from './look';
import type { Picture } from './picture';

/** What the canvas shows at the moment. */
export interface Drawn {
  readonly picture: Picture;
  readonly look: Look;
}
