import type { Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import { windowPythons } from '../../core/engine/chosenPython';
import type { EngineSlot } from '../../core/engine/engineSlot';
import { setUpFolder } from '../../core/engine/packagePlaces';
import type { Services } from '../../core/services';
import { chooseBackend } from './chooseBackend';
import { setUpEngine } from './setUpEngine';

/** The engine's backends, its TensorFlow and its log. */
export function registerSetup({ engine, log, context }: Services): Disposable {
  const tensorflow = {
    folder: setUpFolder(context.globalStorageUri),
    entry: context.asAbsolutePath('dist/engine.js'),
    log,
    changed: () => engine.renew(),
  };
  return registerCommands({
    'skipscope.chooseBackend': () => chooseFrom(engine),
    'skipscope.setUpEngine': () => setUpEngine(tensorflow),
    'skipscope.showLog': () => log.show(),
  });
}

async function chooseFrom(engine: EngineSlot): Promise<void> {
  const stop = new AbortController();
  try {
    await chooseBackend(engine.backends(stop.signal), windowPythons());
  } finally {
    stop.abort();
  }
}
