import type { SourcePosition } from '../../shared/base/source';
import type { OpenedModel } from './openedModel';

/** One way to write or to keep a model. The first frontend of the registry that opens a subject gets it. */
export interface Frontend<Subject> {
  readonly id: string;
  /** File patterns for people: `*.ts`, `model.json`. */
  readonly patterns: readonly string[];
  opens(subject: Subject): boolean;
  /**
   * Finds the model in the subject and runs none of its code; the top of the file where this is absent.
   * What it parses, `open` uses. Throws a `Failure` that says what is in the way, and where.
   */
  locate?(subject: Subject): SourcePosition;
  /** Rejects with a `Failure` that says what is in the way, and where. */
  open(subject: Subject, seed: number): Promise<OpenedModel>;
}
