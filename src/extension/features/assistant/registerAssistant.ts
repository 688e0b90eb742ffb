import type { Disposable } from '../../../shared/base/lifecycle';
import type { Services } from '../../core/services';
import { registerAssistantTools } from './assistantTools';

/** Tools of the editor's assistant. */
export const registerAssistant = ({ workspace, api }: Services): Disposable =>
  registerAssistantTools(workspace, api);
