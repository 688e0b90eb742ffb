import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { chooseArguments } from './chooseArguments';
import { OverridesWatch } from './overridesWatch';

/** The values that a workspace keeps for the parameters of its definitions. */
export function registerArguments(services: Services): Disposable {
  const { sessions, detector, chooser } = services;
  const store = new DisposableStore();
  store.add(
    new OverridesWatch(sessions, (key, probe) => void services.inspect(key, probe), detector),
  );
  store.add(
    registerCommands({
      'skipscope.chooseArguments': (given, name) =>
        chooser.withModel(given, (key) => chooseArguments(key, services, name)),
    }),
  );
  return store;
}
