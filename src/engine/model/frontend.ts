import type { OpenedModel } from './openedModel';

/** One way to write or to keep a model. The first frontend of the registry that opens a subject gets it. */
export interface Frontend<Subject> {
  readonly id: string;
  /** File patterns for people: `*.ts`, `model.json`. */
  readonly patterns: readonly string[];
  opens(subject: Subject): boolean;
  /** Rejects with a `Failure` that says what is in the way, and where. */
  open(subject: Subject, seed: number): Promise<OpenedModel>;
}
