import { DisposableStore } from '../../shared/base/lifecycle';
import type { OpenedModel } from '../model/openedModel';
import type { BuildModel } from './built/builtModel';
import { describeBuilt } from './built/describeBuilt';
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
  return {
    description: describeBuilt(first),
    milliseconds,
    start: async (wanted, setup) => {
      const store = new DisposableStore();
      try {
        const model = wanted === seed ? first : alignedModel(store.add(await build(wanted)), first);
        const trainer = store.add(startTrainer(model, wanted, setup));
        return { ...trainer, dispose: () => store.dispose() };
      } catch (error) {
        store.dispose();
        throw error;
      }
    },
    dispose: () => first.dispose(),
  };
}
