import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { Services } from '../../core/services';
import { StatusBar } from './statusBar';

/** The item in the status bar, from the first definition that is found. */
export function registerStatusBar({ index, sessions }: Services): Disposable {
  const store = new DisposableStore();
  const statusBar = store.add(new StatusBar(sessions));
  store.add(
    index.onDidFind(({ sites }) => {
      if (sites.length > 0) statusBar.show();
    }),
  );
  return store;
}
