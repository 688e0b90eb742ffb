import type { Disposable } from '../../shared/base/lifecycle';
import type { Runtime } from '../../shared/report/report';
import type { Lab, LabSetup } from './lab';
import type { ModelDescription } from './modelDescription';
import type { Trainer, TrainingSetup } from './trainer';

/**
 * A model that was built once: its description, and trainers of it. Disposal frees everything that the build
 * allocated.
 */
export interface OpenedModel extends Disposable {
  readonly description: ModelDescription;
  /** The software and the device that its trainers compute with. */
  readonly runtime: Runtime;
  /** Times to read the subject, and to build the model the first time. */
  readonly milliseconds: { readonly load: number; readonly build: number };
  /**
   * The same model with weights drawn for `seed`, ready to be trained, under the layer ids of the
   * description. Trainers live one after another: each is disposed before the next one starts.
   * Rejects with a `Failure`: `unbuildable` if the layers are not the same for another seed,
   * `invalid-argument` for a loss or an optimizer that the framework does not have.
   */
  start(seed: number, setup: TrainingSetup): Promise<Trainer>;
  /**
   * The same for experiments; absent if the framework cannot. Rejects as `start` does.
   */
  experiment?(seed: number, setup: LabSetup): Promise<Lab>;
}
