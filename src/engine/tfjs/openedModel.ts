import { DisposableStore, type Disposable } from '../../shared/base/lifecycle';
import type { OpenedModel } from '../model/openedModel';
import { runtimeFor } from './backends/openBackend';
import type { BuildModel, BuiltModel } from './built/builtModel';
import { describeBuilt } from './built/describeBuilt';
import { openLab } from './lab/openLab';
import { alignedModel } from './trainer/alignedModel';
import { startTrainer } from './trainer/startTrainer';

/**
 * Builds a model with weights drawn for `seed`; its first trainer uses them unchanged. `load` is the time that
 * reading its subject took, in milliseconds. Rejects as `build` does.
 */
export async function openBuilt(build: BuildModel, seed: number, load = 0): Promise<OpenedModel> {
  const started = performance.now();
  const first = await build(seed);
  const milliseconds = { load, build: performance.now() - started };
  /** Something made of the model for a seed, which lives as long as it does. */
  const opened = async <T extends Disposable>(
    wanted: number,
    make: (model: BuiltModel) => T,
  ): Promise<T> => {
    const store = new DisposableStore();
    try {
      const model = wanted === seed ? first : alignedModel(store.add(await build(wanted)), first);
      const made = store.add(make(model));
      return { ...made, dispose: () => store.dispose() };
    } catch (error) {
      store.dispose();
      throw error;
    }
  };
  const description = describeBuilt(first);
  return {
    description,
    runtime: runtimeFor(description.framework),
    milliseconds,
    start: (wanted, setup) => opened(wanted, (model) => startTrainer(model, wanted, setup)),
    experiment: (wanted, setup) => opened(wanted, (model) => openLab(model, wanted, setup)),
    dispose: () => first.dispose(),
  };
}
