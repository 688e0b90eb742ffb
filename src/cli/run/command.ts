import type { CommandName } from './commandFlags';
import type { ExperimentOptionsHere } from './experimentOptions';
import type { ProfileOptionsHere } from './profileOptions';
import type { RunOptions } from './runOptions';

/** The options of `skipscope setup`. */
export interface SetUpOptions {
  /** Link to the TensorFlow of a Python in place of downloading one. */
  readonly link: boolean;
  /** The Python that has it; the ones on the path if absent. */
  readonly python?: string | undefined;
  readonly remove: boolean;
  /** Print the output of npm and the compiler. */
  readonly verbose: boolean;
}

/** The files that results are written to besides the terminal; `-` is stdout. */
export interface Outputs {
  readonly json?: string;
  readonly html?: string;
  readonly sarif?: string;
  readonly csv?: string;
  readonly markdown?: string;
}

/** One command line, read. */
export type Command =
  /** Help on one command, or on all. */
  | { readonly name: 'help'; readonly of?: CommandName }
  | { readonly name: 'version' }
  | { readonly name: 'list'; readonly paths: readonly string[]; readonly json: boolean }
  | {
      readonly name: 'inspect';
      readonly target: string;
      /** Probe again with the edit of each quick fix. */
      readonly tryFixes?: true;
      readonly run: RunOptions;
      readonly outputs: Outputs;
    }
  | {
      readonly name: 'check';
      readonly paths: readonly string[];
      readonly run: RunOptions;
      readonly failOn: readonly string[];
      readonly outputs: Outputs;
    }
  /** Without options it lists the experiments. */
  | { readonly name: 'experiment'; readonly asked?: ExperimentOptionsHere }
  /** Writes the structures of models to the file of pins. */
  | { readonly name: 'pin'; readonly paths: readonly string[]; readonly run: RunOptions }
  | { readonly name: 'profile'; readonly asked: ProfileOptionsHere }
  | { readonly name: 'compare'; readonly before: string; readonly after: string }
  | { readonly name: 'backends'; readonly json: boolean; readonly python: string | undefined }
  | { readonly name: 'watch'; readonly file: string; readonly once: boolean }
  /** Serves assistants; `folder` is their workspace where one is given. */
  | { readonly name: 'mcp'; readonly folder: string | undefined; readonly run: RunOptions }
  | ({ readonly name: 'setup' } & SetUpOptions);
