import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { cutAction } from './cutAction';
import { cutShortcut } from './cutShortcut';

/** The first experiment: a probe without one shortcut beside that of the whole model. */
export function registerCut(services: Services): Disposable {
  const store = new DisposableStore();
  store.add(services.lineActions.add(cutAction));
  store.add(registerCommands({ 'skipscope.cutShortcut': (place) => cutShortcut(services, place) }));
  return store;
}
