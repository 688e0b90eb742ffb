import type { Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { openExample } from './openExample';

/** Example models, for users without a model of their own. */
export const registerExamples = ({ context }: Services): Disposable =>
  registerCommands({
    'skipscope.openExample': (name) => openExample(context.extensionUri, name),
  });
