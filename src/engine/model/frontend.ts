import type { Disposable } from '../../shared/base/lifecycle';
import type { ModelDescription } from './modelDescription';
import type { Trainer, TrainingSetup } from './trainer';

/** A model that exists: what it is, and how it is trained. Disposal frees what building it left. */
export interface OpenedModel extends Disposable {
  readonly description: ModelDescription;
  /** What reading the subject and building the model the first time took. */
  readonly milliseconds: { readonly load: number; readonly build: number };
  /**
   * The same model with weights drawn for `seed`, ready to be trained, under the layer ids of the
   * description. Rejects with a `Failure`: `unbuildable` where the layers are not the same for another
   * seed, `invalid-argument` for a loss or optimizer that the framework does not have.
   */
  start(seed: number, setup: TrainingSetup): Promise<Trainer>;
}

/** One way to write or to keep a model. The first frontend of the registry that opens a subject gets it. */
export interface Frontend<Subject> {
  readonly id: string;
  /** What it opens, as a file pattern for people: `*.ts`, `model.json`. */
  readonly patterns: readonly string[];
  opens(subject: Subject): boolean;
  /** Rejects with a `Failure` that says what is in the way, and where. */
  open(subject: Subject, seed: number): Promise<OpenedModel>;
}
