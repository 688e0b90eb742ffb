import type {
  NodeInput,
  RecordedNode,
  Recording,
} from '../../../../shared/protocol/python/recording';
import type {
  Constant,
  Operand,
  Program,
  ProgramNode,
  ToldOutputs,
} from '../../../opGraph/program';
import { entriesPerSample } from './batches';
import { sharedSource } from './sharedSource';
import { bytesOfType } from './dataTypes';
import { foldParameters, givenConstant, isFloat, parameterConstant } from './foldParameters';

/** The name of a node in its program: its position, and for a parameter that is joined its slot. */
const nodeName = (node: number): string => String(node);
export const nodeOf = (name: string): number => parseInt(name, 10);
export const slotOf = (name: string): number | undefined => {
  const [, slot] = name.split(' ');
  return slot === undefined ? undefined : Number(slot);
};

const joins = /^(?:cat|stack|hstack|vstack|dstack)$/;
const takesSignal = /^(?:linear|bilinear|conv.*|multi_head_attention_forward|lstm|gru|rnn_.*)$/;
const signalSlots = /^(?:input|query|key|value)$/;

/** A parameter that is joined to the signal, or enters a layer as the signal does, is a node of its own. */
const isSource = ({ op }: RecordedNode, { slot }: NodeInput, constant: Constant): boolean =>
  constant.trainable && (joins.test(op) || (takesSignal.test(op) && signalSlots.test(slot)));

/** The position of a node, and of one of its inputs. */
type Place = readonly [node: number, slot: number];

/** Bytes of one entry of each output, where one isn't a float32. */
function entryBytesOf(outputs: RecordedNode['outputs']): Pick<ToldOutputs, 'entryBytes'> {
  const entryBytes = outputs.map(({ dtype }) => bytesOfType(dtype));
  return outputs.every(({ dtype }) => dtype === 'float32') ? {} : { entryBytes };
}

class ProgramWriter {
  readonly nodes: ProgramNode[] = [];
  private readonly folded: Map<number, Constant>;
  private readonly perSample: readonly number[];

  /** Parameters that are joined to the signal somewhere. */
  private readonly joined = new Set<string>();
  private readonly sources = new Map<string, string>();

  constructor(private readonly recording: Recording) {
    this.folded = new Map(foldParameters(recording));
    recording.nodes.forEach((node, index) => {
      if (!this.folded.has(index)) this.noteJoined(node, index);
    });
    this.perSample = entriesPerSample(recording.nodes);
  }

  private noteJoined(node: RecordedNode, index: number): void {
    node.inputs.forEach((input, slot) => {
      const constant = this.constant(input, [index, slot]);
      if (!constant || !isSource(node, input, constant)) return;
      const shared =
        'value' in input && sharedSource(this.recording.nodes, this.folded, input.value[0]);
      if (!shared) {
        this.joined.add(constant.id);
        return;
      }
      const source = this.constant({ slot: '', value: shared.source }, [index, slot]);
      if (source) this.joined.add(source.id);
      for (const each of shared.between) this.folded.delete(each);
    });
  }

  write(): void {
    this.recording.nodes.forEach((node, index) => {
      if (!this.folded.has(index)) this.nodes.push(this.node(node, index));
    });
  }

  private node(node: RecordedNode, index: number): ProgramNode {
    const { op, inputs, attributes, outputs, noGradient } = node;
    const [first] = outputs;
    const perSample = this.perSample[index] ?? 1;
    return {
      name: nodeName(index),
      op,
      operands: inputs.map((input, slot) => this.operand(input, [index, slot])),
      attributes:
        op === 'input' ? { carriesGradient: isFloat(first?.dtype ?? '') } : { ...attributes },
      told: {
        shapes: outputs.map(({ shape }) => shape),
        isDetached: noGradient && op !== 'input',
        ...(perSample !== 1 && { perSample }),
        ...entryBytesOf(outputs),
      },
    };
  }

  private operand(input: NodeInput, place: Place): Operand {
    const constant = this.constant(input, place);
    if (!constant) return { from: this.value(input) };
    return this.joined.has(constant.id) ? this.source(constant, place) : { constant };
  }

  private constant(input: NodeInput, [index, slot]: Place): Constant | undefined {
    if ('parameter' in input) return parameterConstant(this.recording, input.parameter);
    if ('constant' in input) return givenConstant(`constant ${index} ${slot}`, input.constant);
    const [node, output] = input.value;
    const folded = this.folded.get(node);
    const shape = this.recording.nodes[node]?.outputs[output]?.shape;
    return folded && { ...folded, id: `${folded.id} ${output}`, shape };
  }

  private value(input: NodeInput): { node: string; output: number } {
    const [node, output] = 'value' in input ? input.value : [-1, 0];
    return { node: nodeName(node), output };
  }

  /** One node for all that read the parameter. */
  private source(constant: Constant, [index, slot]: Place): Operand {
    const known = this.sources.get(constant.id);
    const name = known ?? `${index} ${slot}`;
    if (known === undefined) {
      const told = { shapes: [constant.shape ?? []], isDetached: false };
      const operands = [{ constant }];
      this.nodes.push({ name, op: 'parameter', operands, attributes: {}, told });
      this.sources.set(constant.id, name);
    }
    return { from: { node: name, output: 0 } };
  }
}

/** A recording as a program whose nodes are named by their positions; their places are the recording's. */
export function recordedProgram(recording: Recording): Program {
  const writer = new ProgramWriter(recording);
  writer.write();
  const outputs = recording.outputs.map(({ value: [node, output] }) => ({
    node: nodeName(node),
    output,
  }));
  const computed = new Set(writer.nodes.map(({ name }) => name));
  return {
    nodes: writer.nodes,
    isInOrder: true,
    outputs: outputs.filter(({ node }) => computed.has(node)),
    sourceOf: () => [],
  };
}
