import type { SourcePosition } from '../base/source';
import type { Operation } from './operation';

export type LayerId = string & { readonly __brand: 'LayerId' };
export type GroupId = string & { readonly __brand: 'GroupId' };
export const layerId = (text: string): LayerId => text as LayerId;
export const groupId = (text: string): GroupId => text as GroupId;

/** The group that is the whole network; every other group of a report lies in it. */
export const WHOLE_NETWORK = groupId('/');

/** As the framework writes it, channels last if no layer says otherwise; `null` is the batch or an unknown extent. */
export type Shape = readonly (number | null)[];

/** The output that feeds an input slot; the slot is the position in `inputs`. */
export interface InputRef {
  readonly layer: LayerId;
  /** Position among the layer's outputs, from 0. */
  readonly output: number;
}

export interface ParameterCount {
  /** Number of entries that training changes. */
  readonly trainable: number;
  /** Number of entries that training leaves as they are. */
  readonly frozen: number;
}

/** One application of a layer, as a frontend reads it. No coordinates, colours or tensors live here. */
interface LayerApplication {
  readonly id: LayerId;
  readonly name: string;
  /** The framework's class name (`Conv2D`); for people, never for decisions. */
  readonly kind: string;
  readonly inputs: readonly InputRef[];
  /** One shape per output tensor. */
  readonly outputShape: readonly Shape[];
  /** The axis of the channels in `outputShape`, counted from 0; the last if it is absent. */
  readonly channelAxis?: number;
  /** Entries of this layer's own weights; zero for the second and later calls of a shared layer. */
  readonly parameters: ParameterCount;
  /** The first application of the same layer, if this one is a later call of a shared layer. */
  readonly sharedWith?: LayerId;
  readonly group?: GroupId;
  /** The places where the layer was made, innermost call first, then the callers that led there. */
  readonly source: readonly SourcePosition[];
}

/** The axes of a layer's outputs that are no positions of a map. */
export interface LayerAxes {
  /** The axis of the channels; the last if it is absent. */
  readonly channelAxis?: number;
  /** The axis of the batch; the first where it is absent, `null` for a tensor that all samples share. */
  readonly batchAxis?: number | null;
  /** Entries of the batch axis for each sample, such as windows of an image; 1 where it is absent. */
  readonly perSample?: number;
}

/** Bytes by the type of the numbers that they hold, as the framework writes it: `float32`, `int64`. */
export interface BytesByType {
  readonly [type: string]: number;
}

/** One node of the graph that the analysis reads. */
export interface LayerNode extends LayerApplication, LayerAxes {
  readonly operation: Operation;
  /**
   * The output of one sample depends on other samples, other than by statistics of the batch: `byValues` on a trial,
   * `asSteps` since the layer reads the samples as the steps of a sequence.
   */
  readonly mixesSamples?: 'byValues' | 'asSteps';
  /** Entries of weights that the layer multiplies by, but does not register: training never sees them. */
  readonly unregistered?: number;
  /** Entries of buffers beside its parameters, such as moving statistics; absent where those count as frozen. */
  readonly buffers?: number;
  /** Bytes of parameters and of all buffers, counters among them; absent if every entry is a float32. */
  readonly weightBytes?: BytesByType;
  /** Bytes of ∂L/∂W of all its trainable parameters; absent if every entry is a float32. */
  readonly gradientBytes?: number;
  /** Bytes of one entry of each output; absent if all are float32. */
  readonly entryBytes?: readonly number[];
  /** No gradient leaves its outputs, whatever it does: it ran without recording one. */
  readonly detached?: true;
}

/** A set of layers that belong together; groups nest. In a report only the whole network has no parent. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly parent: GroupId | null;
  readonly kind: 'model' | 'function' | 'iteration' | 'block';
  /** Number of equal neighbours that this group stands for. */
  readonly repeat: number;
}

/** A frontend's result: the DAG of layer applications in topological order, nested models flattened. */
export interface NetworkGraph {
  readonly layers: readonly LayerNode[];
  readonly groups: readonly Group[];
  /** The tensors that the model returns. */
  readonly outputs: readonly InputRef[];
}

/** One layer as a report shows it. */
export interface Layer extends LayerApplication {
  /** The innermost group; the whole network for a layer that lies in no nested model, function or block. */
  readonly group: GroupId;
  /**
   * Multiply-accumulate operations (MACs) of one forward pass of one sample; one multiplication and one
   * addition are 1.
   * Absent if an extent that it depends on is unknown.
   */
  readonly macs?: number;
  /** Bytes of this layer's output for one sample, as the framework holds it. Absent if an extent is unknown. */
  readonly activationBytes?: number;
  /**
   * Entries of the input, per spatial axis, that one entry of the output depends on; it may reach beyond the
   * border. `all` if every entry counts. Absent if the input has no spatial axes or it is unknown.
   */
  readonly receptiveField?: readonly number[] | 'all';
}

export interface NetworkTotals {
  /** Every layer once, however often it is called. */
  readonly layers: number;
  /** Number of entries of all weights, trainable and frozen; those of a shared layer once. */
  readonly parameters: number;
  /** Multiply-accumulate operations (MACs) of one forward pass of one sample. Absent if a layer's are unknown. */
  readonly macs?: number;
  /**
   * Bytes of all outputs of one sample: what training keeps for the backward pass.
   * Absent if a layer's are unknown.
   */
  readonly activationBytes?: number;
}

/** The network as a report shows it, with costs. */
export interface Network {
  readonly layers: readonly Layer[];
  readonly groups: readonly Group[];
  readonly totals: NetworkTotals;
}
