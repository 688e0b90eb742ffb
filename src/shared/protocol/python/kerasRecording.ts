import type { JsonObject } from '../../base/jsonValues';
import type {
  RecordedArgument,
  RecordedOptimizer,
  RecordedPosition,
  RecordingNote,
} from './recording';

/** A Keras definition as the topology that Keras writes of it, with the places that a saved file lacks. */
export interface KerasRecording {
  readonly schemaVersion: 1;
  readonly producer: {
    readonly route: 'embedded' | 'interpreter';
    readonly framework: 'keras';
    readonly frameworkVersion: string;
    readonly pythonVersion: string;
    readonly device: string;
  };
  /** The name of the definition's site. */
  readonly definition: string;
  readonly arguments: readonly RecordedArgument[];
  /** As `model.to_json()` of Keras 3 gives it: `class_name`, `config`. Operations between layers are in it. */
  readonly topology: JsonObject;
  /** Of the model and the models in it; names are those of the topology, where each stands once. */
  readonly layers: readonly KerasLayer[];
  /** The calls of the user's functions, and of layers of the user's own, that calls of layers stand in. */
  readonly functions: readonly string[];
  /** Relative to the workspace root, with forward slashes. */
  readonly files: readonly string[];
  readonly notes: readonly RecordingNote[];
  readonly training?: KerasTraining;
  /** The call that refused its tensors, behind all that is in the topology. */
  readonly refused?: KerasRefusal;
}

export interface KerasRefusal {
  readonly name: string;
  /** Class name. */
  readonly kind: string;
  /** Of a concatenation. */
  readonly axis?: number;
  /** The names of the layers that gave the tensors. */
  readonly inputs: readonly string[];
  /** Positions of the call and its callers, innermost first. */
  readonly at: readonly RecordedPosition[];
}

export interface KerasLayer {
  readonly name: string;
  /** Positions of its construction, innermost first; empty for an operation that is no layer. */
  readonly made: readonly RecordedPosition[];
  readonly calls: readonly KerasCall[];
}

export interface KerasCall {
  /** Positions of the call and its callers, innermost first. */
  readonly at: readonly RecordedPosition[];
  /** Positions in `functions`, outermost first. */
  readonly within: readonly number[];
}

/** The arguments of `compile`. */
export interface KerasTraining {
  /**
   * Names as in TensorFlow.js, `categoricalCrossentropy`, with `FromLogits` behind one that takes scores: for all
   * outputs, for each of them, or by the name of the output's layer.
   */
  readonly loss?: string | readonly string[] | { readonly [output: string]: string };
  readonly optimizer?: RecordedOptimizer;
  /** The one `compile` of the file, which may be of another of its models. */
  readonly isOfFile: boolean;
}
