import type { Json } from '../../base/json';
import type { KerasRecording } from './kerasRecording';
import type { Recording, RecordedPosition } from './recording';

/** The definition to record, for either Python: `skipscope.driver.record.record(request)` takes it as JSON. */
export interface RecordRequest {
  /** The folder of the workspace as the Python sees it. */
  readonly root: string;
  /** Folders of packages in source, as the Python sees them: those of an environment of the user's own. */
  readonly packages?: readonly string[];
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  /** The file's text, or that of an editor in its place; the joined code cells of a notebook. */
  readonly text: string;
  /** The name of the site in the file; `''` for the only one. */
  readonly site: string;
  /** The arguments that the user set, by the names of the parameters. */
  readonly arguments: Readonly<Record<string, Json>>;
  /** The shapes of the inputs that the user set, without the batch, as the framework writes them. */
  readonly inputShapes?: readonly (readonly number[])[];
}

/** The reasons that a definition cannot be recorded to its end. Each has one sentence in the words. */
export type PythonFailureCode =
  /** `values`: text of the error. */
  | 'syntax'
  | 'site-not-found'
  /** A parameter that nothing tells the value of. `values`: name, definition. */
  | 'argument'
  /** No input shape was found that `forward` takes. `values`: definition, and the last error's text. */
  | 'input'
  /** A package that is not there. `values`: package. */
  | 'package'
  /** A package of the environment whose source ends with an error as it is imported. `values`: package, text. */
  | 'package-fails'
  /** An operation that is not known. `values`: operation. */
  | 'operation'
  /** A branch or a shape depends on the values of a tensor. `values`: operation. */
  | 'needs-values'
  /** The user's code raised. `values`: kind of the exception, text. */
  | 'raised'
  /** `sys.exit`, `input()`, a process. `values`: what. */
  | 'refused'
  | 'out-of-memory'
  /** The slice holds no module. */
  | 'no-model';

export interface PythonFailure {
  readonly code: PythonFailureCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly file?: string;
  readonly at?: RecordedPosition;
  /**
   * Training came to no layer, so the network was recorded in evaluation: `whole`, or in `part`, up to the failure that
   * is told.
   */
  readonly evaluated?: 'whole' | 'part';
}

/**
 * The answer of `record`: what was recorded of PyTorch or of Keras, or a failure with all that was recorded
 * before it.
 */
export type RecordAnswer =
  | { readonly recording: Recording }
  | { readonly keras: KerasRecording }
  | {
      readonly failure: PythonFailure;
      readonly upTo?: Recording;
      readonly kerasUpTo?: KerasRecording;
    };
