import type { SourcePosition } from '../../shared/base/source';
import type { KeptFile } from '../../shared/protocol/keptFile';
import type { BackendName } from '../../shared/report/report';
import type { OpenedModel } from './openedModel';

/** One way to write or to keep a model. The first frontend of the registry that opens a subject gets it. */
export interface Frontend<Subject> {
  readonly id: string;
  /** File patterns for people: `*.ts`, `model.json`. */
  readonly patterns: readonly string[];
  opens(subject: Subject): boolean;
  /**
   * Loads what `open` needs and a locked process may not load. Called any number of times; `keep` receives what
   * a later process loads faster.
   */
  prepare?(keep: (file: KeptFile) => void): Promise<void>;
  /** Lets go of what `prepare` holds open, since the code of another frontend's model will run in this process. */
  leave?(): void;
  /**
   * Starts what its models compute with, before user code runs and locks the process. Rejects with a
   * `Failure` of code `backend-unavailable`.
   */
  openRuntime(backend: BackendName | 'auto'): Promise<unknown>;
  /**
   * Finds the model in the subject and runs none of its code; where this is absent the place is the top of
   * the file. `open` reuses the parsed subject. Throws a `Failure` with the obstacle and its place.
   */
  locate?(subject: Subject): SourcePosition;
  /** Requires an open runtime. Rejects with a `Failure` with the obstacle and its place. */
  open(subject: Subject, seed: number): Promise<OpenedModel>;
}
