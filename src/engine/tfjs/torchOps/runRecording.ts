import * as tf from '@tensorflow/tfjs-core';
import { ownValue } from '../../../shared/base/ownValue';
import type { PassMode } from '../../model/passMode';
import type { NodeInput, RecordedNode, Recording } from '../../../shared/protocol/python/recording';
import { Call, dataTypeOf, NotLowered } from './values/call';
import { lowerings } from './lowerings';
import { keptAsPicture, ordered, withoutGradient, type Value } from './values/value';

/** Sees every tensor of a run, in the order that it is stored in; returns what to go on with. */
export interface NodeTap {
  /** The value or parameter that enters a node, by the position among the node's inputs. */
  edge(node: number, input: number, value: tf.Tensor): tf.Tensor;
  output(node: number, output: number, value: Value): Value;
}

export interface RecordingFeed {
  /** In the order of the recording's inputs, their axes as they were recorded. */
  readonly inputs: readonly tf.Tensor[];
  /** The tensor of a parameter or buffer, by its position in the recording. */
  readonly parameter: (index: number) => tf.Tensor;
  /** Absent if a gradient is measured: as in training, and running statistics stay as they are. */
  readonly mode?: PassMode;
  /** Tells the nodes that are not computed: their readers get zeros. */
  readonly isIdle?: (node: number) => boolean;
}

type Constant = Extract<NodeInput, { constant: unknown }>['constant'];

function constantOf({ shape, dtype, values }: Constant, op: string): tf.Tensor {
  if (!values) throw new NotLowered(op, 'a constant of more than 4,096 entries');
  return tf.tensor([...values], [...shape], dataTypeOf(dtype));
}

/** The part of a recording that is run. */
export type RecordedRun = Pick<Recording, 'nodes' | 'inputs' | 'outputs'>;

/** A run of a recording: the values of its nodes so far. */
class Run {
  private readonly values: (readonly Value[])[] = [];

  constructor(
    private readonly recording: RecordedRun,
    private readonly feed: RecordingFeed,
    private readonly tap: NodeTap,
  ) {}

  outputs(): Value[] {
    this.recording.nodes.forEach((node, index) => {
      const made =
        node.op === 'input'
          ? [this.input(index)]
          : (this.zeros(node, index) ?? this.run(node, index));
      this.values.push(made.map((value, output) => this.tap.output(index, output, value)));
    });
    return this.recording.outputs.map(({ value: [node, output] }) => this.at(node, output));
  }

  private at(node: number, output: number): Value {
    const found = this.values[node]?.[output];
    if (!found) throw new RangeError(`Node ${node} has no output ${output}`);
    return found;
  }

  /** Zeros in place of the outputs of an idle node; `undefined` where a shape depends on more than the batch. */
  private zeros({ outputs }: RecordedNode, index: number): Value[] | undefined {
    if (!this.feed.isIdle?.(index)) return undefined;
    if (outputs.some(({ shape: [, ...rest] }) => rest.includes(null))) return undefined;
    return outputs.map(({ shape: [first, ...rest], dtype }) => {
      const shape = first === undefined ? [] : [first ?? this.batch, ...(rest as number[])];
      return ordered(tf.zeros(shape, dataTypeOf(dtype)));
    });
  }

  private get batch(): number {
    const { node = -1 } = this.recording.inputs[0] ?? {};
    const axis = this.recording.nodes[node]?.outputs[0]?.shape.indexOf(null) ?? 0;
    return this.feed.inputs[0]?.shape[Math.max(axis, 0)] ?? 1;
  }

  private input(index: number): Value {
    const position = this.recording.inputs.findIndex(({ node }) => node === index);
    const tensor = this.feed.inputs[position];
    if (!tensor) throw new RangeError(`Input ${position} is not fed`);
    return keptAsPictureIf(tensor, tensor.dtype === 'float32');
  }

  private operand(input: NodeInput, node: number, position: number): Value {
    const { op, noGradient } = this.nodeAt(node);
    const seen = (x: tf.Tensor): tf.Tensor => (noGradient ? x : this.tap.edge(node, position, x));
    if ('parameter' in input) return ordered(seen(this.feed.parameter(input.parameter)));
    if ('constant' in input) return ordered(constantOf(input.constant, op));
    const { tensor, channelsLast } = this.at(...input.value);
    return { tensor: seen(tensor), channelsLast };
  }

  private nodeAt(index: number): RecordedNode {
    const node = this.recording.nodes[index];
    if (!node) throw new RangeError(`There is no node ${index}`);
    return node;
  }

  private run(node: RecordedNode, index: number): readonly Value[] {
    const lower = ownValue(lowerings, node.op);
    if (!lower) throw new NotLowered(node.op);
    const operands = new Map(
      node.inputs.map((input, position) => [input.slot, this.operand(input, index, position)]),
    );
    const made = lower(new Call(node, operands, this.batch, this.feed.mode));
    const values = 'tensor' in made ? [made] : made;
    if (!node.noGradient) return values;
    return values.map(({ tensor, channelsLast }) => ({
      tensor: withoutGradient(tensor),
      channelsLast,
    }));
  }
}

/** Pictures are kept with their channels last from the start: the first convolution wants them so. */
const keptAsPictureIf = (tensor: tf.Tensor, isFloat: boolean): Value =>
  isFloat && tensor.rank >= 4 ? keptAsPicture(tensor) : ordered(tensor);

/**
 * Runs a recording with torch's semantics: its outputs, in order. Call inside `tf.tidy` or a gradient function.
 * Throws {@link NotLowered} at an operation, or a form of one, that is not lowered.
 */
export const runRecording = (recording: RecordedRun, feed: RecordingFeed, tap: NodeTap): Value[] =>
  new Run(recording, feed, tap).outputs();
