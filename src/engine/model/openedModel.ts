import type { Disposable } from '../../shared/base/lifecycle';
import type { Runtime } from '../../shared/report/report';
import type { Lab, LabSetup } from './lab';
import type { ModelDescription } from './modelDescription';
import type { TensorData, Trainer, TrainingSetup } from './trainer';

/** A data set by the file that makes it, and the name of it there. */
export interface DataSetPlace {
  readonly file: string;
  readonly name: string;
}

export interface SampleWish {
  readonly count: number;
  readonly seed: number;
}

/** All samples in each tensor, in the order of the model's inputs and outputs; no targets where it has none. */
export interface Samples {
  readonly inputs: readonly TensorData[];
  readonly targets: readonly TensorData[];
}

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
   * Samples of a data set that a file of the workspace makes, in the framework's own language; absent if the
   * framework cannot. Rejects with a `Failure` of code `unusable-data`.
   */
  giveData?(place: DataSetPlace, wish: SampleWish): Promise<Samples>;
  /**
   * The same for experiments; absent if the framework cannot. Rejects as `start` does.
   */
  experiment?(seed: number, setup: LabSetup): Promise<Lab>;
}
