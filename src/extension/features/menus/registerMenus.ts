import type { Disposable } from '../../../shared/base/lifecycle';
import type { Services } from '../../core/services';
import { MenuContext } from './menuContext';

/** The context in which menus offer commands. */
export const registerMenus = ({ index, sessions }: Services): Disposable =>
  new MenuContext(index, sessions);
