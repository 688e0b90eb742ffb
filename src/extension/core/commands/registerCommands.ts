import * as vscode from 'vscode';
import { toFailureInfo } from '../../../shared/base/failures';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { CommandArguments, CommandId } from '../manifest/contributions';
import { showFailure } from './showFailure';

type CommandHandlers = {
  readonly [C in CommandId]?: (...args: CommandArguments[C]) => void | Promise<void>;
};

/** Registers the commands of one feature; an error of a handler becomes one sentence to the user. */
export function registerCommands(handlers: CommandHandlers): Disposable {
  const store = new DisposableStore();
  for (const [id, handle] of Object.entries(handlers)) {
    const call: (...args: never[]) => void | Promise<void> = handle;
    const run = async (...args: never[]): Promise<void> => {
      try {
        await call(...args);
      } catch (error) {
        void showFailure(toFailureInfo(error));
      }
    };
    store.add(vscode.commands.registerCommand(id, run));
  }
  return store;
}

/** Runs a command of another feature, which reports its own failures. */
export const runCommand = async <C extends CommandId>(
  id: C,
  ...args: CommandArguments[C]
): Promise<void> => vscode.commands.executeCommand(id, ...args);
