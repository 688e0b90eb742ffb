import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { ModelsView } from './modelsView';

/** The view that lists the models of the workspace. */
export function registerModels({ workspace, sessions }: Services): Disposable {
  const store = new DisposableStore();
  const view = store.add(new ModelsView(workspace, sessions));
  store.add(
    registerCommands({
      'skipscope.refreshModels': () => view.refresh(),
      'skipscope.filterModels': () => view.filter(),
    }),
  );
  return store;
}
