import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';
import type { Framework } from '../../shared/model/framework';
import type { SourceFault } from '../../shared/model/sourceFault';
import type { LayerId, NetworkGraph, Shape } from '../../shared/network/network';
import type { ModelArgument, NotMeasured, StandIn } from '../../shared/report/report';

/** The type of a tensor's entries. */
export type DataType = 'float32' | 'int32' | 'bool' | 'complex64' | 'string';

/** One tensor that a model takes or returns. */
export interface TensorSpec {
  readonly layer: LayerId;
  /** The batch first. */
  readonly shape: Shape;
  /** The axis that the model itself has the batch on; the first if absent. */
  readonly batchAxis?: number;
  readonly dtype: DataType;
  /** Size of the vocabulary if the tensor holds token ids that an embedding looks up. */
  readonly vocabulary?: number;
}

/**
 * The activation of the last layer: the probe chooses loss and targets by it. `logits`: scores of classes
 * that the loss turns into probabilities.
 */
export type OutputActivation = 'softmax' | 'logSoftmax' | 'logits' | 'sigmoid' | 'linear' | 'other';

export interface OutputSpec extends TensorSpec {
  readonly activation: OutputActivation;
}

/** One weight of a model. */
export interface WeightSpec {
  /** The first application of the layer that owns it. */
  readonly layer: LayerId;
  /** Short and stable: `kernel`, `bias`, `gamma`. */
  readonly name: string;
  /** Number of entries. */
  readonly size: number;
  readonly trainable: boolean;
  /** The axis of its units, of which each has an output of its own; the last if absent, `null` if not known. */
  readonly unitAxis?: number | null;
}

/** A layer with weights that user code applied to a layer of the model, and whose output nothing reads. */
export interface UnusedLayer {
  readonly name: string;
  readonly kind: string;
  /** The layer of the model that it reads. */
  readonly reads: LayerId;
  /** The places where it was made, innermost call first. */
  readonly source: readonly SourcePosition[];
}

/** The losses and the optimizer that the user compiled the model with, by name. */
export interface CompiledSpec {
  /** The losses stand in the same file, which may take them for another of its models or outputs. */
  readonly isOfFile?: true;
  /** One per output. */
  readonly losses: readonly string[];
  /** Absent if the code names none; its rate is absent if the optimizer does not tell it. */
  readonly optimizer?: { readonly name: string; readonly learningRate?: number };
}

/** The nonlinearity that units end with: a rectifier's can die, those of the two curves saturate. */
export type Nonlinearity = 'rectifier' | 'sigmoid' | 'tanh';

/** A model as plain data, independent of its framework and file. */
export interface ModelDescription {
  readonly name: string;
  readonly framework: Framework;
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
  /** Modules that did not run. Absent if there is none, or no code was run. */
  readonly standIns?: readonly StandIn[];
  readonly graph: NetworkGraph;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly OutputSpec[];
  readonly weights: readonly WeightSpec[];
  /** Layers whose units can die or saturate, by the nonlinearity that they end with. */
  readonly nonlinearities: ReadonlyMap<LayerId, Nonlinearity>;
  /** Absent if the user did not compile the model. */
  readonly compiled?: CompiledSpec;
  /** `saved` weights stay as they are for every seed. */
  readonly initialisation: 'random' | 'saved';
  /** The reason that no pass can be run: such a model has a graph and is not probed. */
  readonly cannotRun?: Message;
  /** The layer that refused its inputs: the graph ends there. */
  readonly refused?: LayerId;
  /** Absent if there is none, or no code was run. */
  readonly unused?: readonly UnusedLayer[];
  /** Absent if there is none. */
  readonly faults?: readonly SourceFault[];
  /** Quantities that the model's file does not give, such as its weights. */
  readonly notMeasured?: readonly NotMeasured[];
}
