import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { Services } from '../../core/services';
import { registerAssistantTools } from './assistantTools';
import { registerMcpServer } from './mcpServer';

/** Tools of the editor's assistants. */
export function registerAssistant(services: Services): Disposable {
  const store = new DisposableStore();
  store.add(registerAssistantTools(services));
  store.add(registerMcpServer(services));
  return store;
}
