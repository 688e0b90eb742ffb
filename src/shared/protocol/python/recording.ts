import type { Json } from '../../base/json';

/**
 * A place in a file of `Recording.files`: line and columns 1-based in UTF-16 code units (columns 0 if the
 * Python does not tell them), and the function that the line stands in.
 */
export type RecordedPosition = readonly [
  file: number,
  line: number,
  column: number,
  endColumn: number,
  inFunction: string,
];

/** Output 1 of node 0; a value that is written in place is the output of the node that wrote it. */
export type ValueReference = readonly [node: number, output: number];

/**
 * One run of a Python definition, whichever torch ran it: plain JSON with no tensors but small constants.
 * The boundary between a Python and the engine.
 */
export interface Recording {
  readonly schemaVersion: 1;
  readonly producer: {
    readonly route: 'embedded' | 'interpreter';
    readonly framework: 'torch';
    /** `2.13.0`; of the stand-in: the version whose behaviour it has. */
    readonly frameworkVersion: string;
    readonly pythonVersion: string;
    /** `meta` where shapes alone were computed. */
    readonly device: string;
  };
  /** The name of the definition's site. */
  readonly definition: string;
  readonly arguments: readonly RecordedArgument[];
  /** In the order of `forward`'s parameters. */
  readonly inputs: readonly RecordedInput[];
  /** The tensors that `forward` returned, flattened: `out`, `0`, `aux.1`. */
  readonly outputs: readonly { readonly value: ValueReference; readonly path: string }[];
  /** Every call of a module, in order of entry; a call's parent comes before it. */
  readonly calls: readonly ModuleCall[];
  /** In order of execution, so in topological order. */
  readonly nodes: readonly RecordedNode[];
  readonly parameters: readonly RecordedParameter[];
  /** Relative to the workspace root, with forward slashes. */
  readonly files: readonly string[];
  readonly notes: readonly RecordingNote[];
  /** The one loss and the one optimizer that the file makes; absent if it makes none or several. */
  readonly training?: RecordedTraining;
  /** A layer reads the first axis as time, but with the batch on the second one the result has no batch. */
  readonly samplesFirst?: true;
  /** Equal for equal sequences of operations, shapes and edges. */
  readonly fingerprint: string;
}

export interface RecordedArgument {
  readonly name: string;
  readonly text: string;
  readonly origin: ArgumentOrigin;
}

export type ArgumentOrigin =
  | { readonly from: 'user' | 'default' | 'annotation' | 'name' | 'configuration' }
  | { readonly from: 'call'; readonly at: RecordedPosition }
  /** As the definition was made inside another that was built: exact, and so are the shapes of its calls. */
  | { readonly from: 'captured'; readonly in: string; readonly module: string };

export interface RecordedInput {
  readonly node: number;
  readonly name: string;
  readonly origin:
    | { readonly from: 'user' | 'captured' | 'default configuration' | 'data set' | 'search' }
    | { readonly from: 'call' | 'docstring'; readonly at: RecordedPosition };
  /** Size of the vocabulary where the input holds token ids that an embedding looks up. */
  readonly vocabulary?: number;
}

export interface ModuleCall {
  /** Path from the root: `layer1.0.conv1`; empty for the root. A shared module has several calls of one path. */
  readonly module: string;
  /** Class name. */
  readonly kind: string;
  /** The class is torch's own. */
  readonly isLibrary: boolean;
  readonly parent: number | null;
  /** Calls that made the module, innermost first. */
  readonly made: readonly RecordedPosition[];
  /** Positions of this call and its callers, innermost first. */
  readonly calledAt: readonly RecordedPosition[];
}

export interface RecordedNode {
  /**
   * Canonical name of the operation at the level of `torch.nn.functional` and `torch` (`conv2d`, `add`,
   * `multi_head_attention_forward`). Aliases are folded: `iadd`, `add_`, `__radd__` → `add`; `view` → `reshape`.
   * `input`; `parameter_value` never: parameters are operands. `custom` for a function of the user's own
   * backward pass, named in `attributes.name`.
   */
  readonly op: string;
  readonly inputs: readonly NodeInput[];
  /** All other arguments, defaults filled in, by torch's parameter names; slices as `{ slice: [from, to, step] }`. */
  readonly attributes: { readonly [name: string]: Json };
  /** Shapes as torch writes them; an extent that scales with the batch is `null`. */
  readonly outputs: readonly {
    readonly shape: readonly (number | null)[];
    /** As torch writes it: `float32`, `int64`, `bool`. */
    readonly dtype: string;
  }[];
  /** Innermost module call. */
  readonly call: number | null;
  /** Positions of the operation and its callers, innermost first. */
  readonly at: readonly RecordedPosition[];
  /** It wrote its first input; the graph is the functional one all the same. */
  readonly inPlace: boolean;
  /**
   * The previous content of the memory that it wrote: the node that made it, and the nodes that read it, each with the position
   * among its inputs. Absent if it wrote nothing, or where the Python does not tell.
   */
  readonly overwrites?: {
    readonly maker?: number;
    readonly readers: readonly (readonly [node: number, position: number])[];
  };
  /** It ran under `no_grad`, or on tensors that carry none: no gradient is expected back. */
  readonly noGradient: boolean;
  /** Its tensors do not fit each other: the run ended here, and its outputs are those of its first input. */
  readonly refused?: true;
}

export type NodeInput =
  /** `slot` is torch's parameter name (`input`, `weight`, `other`, `tensors.0`). */
  | { readonly slot: string; readonly value: ValueReference }
  /** Position in `Recording.parameters`. */
  | { readonly slot: string; readonly parameter: number }
  /** Made outside the run; up to 4,096 entries are told. */
  | {
      readonly slot: string;
      readonly constant: {
        readonly shape: readonly number[];
        readonly dtype: string;
        readonly values?: readonly number[];
      };
    };

export interface RecordedParameter {
  /** First path: `conv1.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly trainable: boolean;
  /** A buffer, such as `running_mean`. */
  readonly isBuffer: boolean;
  /** A plain list or dict holds its module: `parameters()` does not tell it. */
  readonly isUnregistered?: true;
  /** Other paths that lead to the same tensor: tied weights. */
  readonly alsoNamed: readonly string[];
  readonly made: readonly RecordedPosition[];
  /** Absent on the interpreter route: real torch draws its own. */
  readonly initial?: InitialValue;
}

/** The distribution that a weight is drawn from. The schemes of `torch.nn.init` are told by their numbers. */
export type InitialValue =
  | { readonly draw: 'constant'; readonly value: number }
  | { readonly draw: 'uniform'; readonly from: number; readonly to: number }
  | {
      readonly draw: 'normal';
      readonly mean: number;
      readonly std: number;
      readonly within?: readonly [number, number];
    }
  | { readonly draw: 'orthogonal'; readonly gain: number }
  | { readonly draw: 'values'; readonly values: readonly number[] }
  /** Computed from others (`torch.cat`, `* 0.1`, a sine table): a graph that is run once. */
  | {
      readonly draw: 'computed';
      readonly nodes: readonly RecordedNode[];
      readonly value: ValueReference;
    };

export interface RecordedTraining {
  /** Canonical names: `cross_entropy`, `mse_loss`, `binary_cross_entropy_with_logits`. */
  readonly loss?: { readonly op: string; readonly at: RecordedPosition };
  /** Class name and arguments as torch fills them in: `SGD`, `{ lr: 0.1, momentum: 0.9 }`. */
  readonly optimizer?: RecordedOptimizer & { readonly at: RecordedPosition };
}

export interface RecordedOptimizer {
  readonly name: string;
  readonly arguments: { readonly [name: string]: Json };
}

export type RecordingNote =
  | {
      readonly about: 'value read' | 'draw decides';
      readonly what: string;
      readonly at: RecordedPosition;
    }
  | { readonly about: 'stood in'; readonly package: string; readonly at: RecordedPosition }
  | {
      /** `flag on module`: the path of a module whose `requires_grad` was set to `False`. */
      readonly about: 'weights not loaded' | 'statement left out' | 'flag on module';
      readonly what: string;
      readonly at?: RecordedPosition;
    };
