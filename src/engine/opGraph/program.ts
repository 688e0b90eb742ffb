import type { JsonObject } from '../../shared/base/jsonValues';
import type { SourcePosition } from '../../shared/base/source';
import type { Shape } from '../../shared/network/network';

/** Output `output` of the node of this name. */
export interface ValueRef {
  readonly node: string;
  readonly output: number;
}

/** A tensor that exists before the program runs: a weight, or numbers that say how a node works. */
export interface Constant {
  /** The same for the same tensor, however many nodes read it. */
  readonly id: string;
  readonly shape: Shape | undefined;
  /** Holds fractions, which multiply, are added or normalise; whole numbers are settings. */
  readonly isWeight: boolean;
  readonly trainable: boolean;
  /**
   * The entries of a constant of whole numbers, or the one number that every entry of any other is, if they
   * are known.
   */
  readonly values: readonly number[] | undefined;
  /** It is computed from these, which count as parameters in its place. */
  readonly parts?: readonly Constant[];
  /** The framework does not count it among the parameters of a model. */
  readonly isUncounted?: true;
}

/** A run of the program told these about the outputs of a node. */
export interface ToldOutputs {
  readonly shapes: readonly Shape[];
  /** Bytes of one entry of each output; absent if all are float32. */
  readonly entryBytes?: readonly number[];
  /** No gradient leaves the node. */
  readonly isDetached: boolean;
  /** Entries of the batch axis of the first output for each sample; absent if there is no batch. */
  readonly perSample?: number;
}

/** A tensor that a node takes: computed by another node, or constant. */
export type Operand = { readonly from: ValueRef } | { readonly constant: Constant };

/** One operation of a program. */
export interface ProgramNode {
  readonly name: string;
  /** The framework's name of the operation; a dialect knows its meaning. */
  readonly op: string;
  readonly operands: readonly Operand[];
  /** As the framework writes them; only a dialect reads them. */
  readonly attributes: JsonObject;
  /** Absent if the program was not run: rules tell the shapes. */
  readonly told?: ToldOutputs;
}

/** Operations on tensors, as a framework froze or recorded them. */
export interface Program {
  /** Nodes that no output needs are ignored. */
  readonly nodes: readonly ProgramNode[];
  /** The nodes stand in the order in which they ran; else in any order. */
  readonly isInOrder?: true;
  readonly outputs: readonly ValueRef[];
  /** The places where an operation is written, innermost first. */
  sourceOf(node: string): readonly SourcePosition[];
}
