import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { checkAll } from './checkAll';
import { ModelsView } from './modelsView';

/** The view that lists the models of the workspace. */
export function registerModels(services: Services): Disposable {
  const { workspace, sessions, history } = services;
  const store = new DisposableStore();
  const view = store.add(new ModelsView(workspace, sessions, history));
  store.add(
    registerCommands({
      'skipscope.refreshModels': () => view.refresh(),
      'skipscope.filterModels': () => view.filter(),
      'skipscope.checkAll': () => checkAll(services),
    }),
  );
  return store;
}
