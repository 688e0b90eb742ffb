import type { Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { cutShortcut } from './cutShortcut';

/** The first experiment: a probe without one shortcut beside that of the whole model. */
export const registerCut = (services: Services): Disposable =>
  registerCommands({ 'skipscope.cutShortcut': (place) => cutShortcut(services, place) });
