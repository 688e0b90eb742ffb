import type { Disposable } from '../../../shared/base/lifecycle';
import type { Services } from '../../core/services';
import { registerAssistantTools } from './assistantTools';

/** Tools of the editor's assistant. */
export const registerAssistant = (services: Services): Disposable =>
  registerAssistantTools(services);
