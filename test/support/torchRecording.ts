import { dialect, is, means, type OperandFacts } from '../../src/engine/opGraph/dialect';
import { linear, nonlinear } from '../../src/engine/opGraph/operations/activations';
import { operations } from '../../src/engine/opGraph/operations/table';
import type { Operand, Program, ProgramNode } from '../../src/engine/opGraph/program';
import type { JsonObject } from '../../src/shared/base/jsonValues';
import type { Shape } from '../../src/shared/network/network';

/** The part of a recording of PyTorch operations that its graph is read from. */
export interface TorchRecording {
  readonly nodes: readonly RecordedNode[];
  readonly parameters: readonly RecordedParameter[];
  readonly outputs: readonly (readonly [node: number, output: number])[];
}

export interface RecordedNode {
  readonly op: string;
  readonly inputs: readonly (
    | { readonly slot: string; readonly value: readonly [node: number, output: number] }
    | { readonly slot: string; readonly parameter: number }
  )[];
  readonly attributes: JsonObject;
  readonly outputs: readonly { readonly shape: Shape }[];
}

export interface RecordedParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

const nameOf = (node: number, { nodes }: TorchRecording): string => `${nodes[node]?.op} ${node}`;

/** A recording as a program: its nodes get the names `conv2d 1`, `relu 3`. */
export function programOf(recording: TorchRecording): Program {
  const operandOf = (input: RecordedNode['inputs'][number]): Operand => {
    if ('value' in input) {
      const [node, output] = input.value;
      return { from: { node: nameOf(node, recording), output } };
    }
    const { name, shape, trainable } = recording.parameters[input.parameter]!;
    return { constant: { id: name, shape, trainable, isWeight: true, values: undefined } };
  };
  return {
    nodes: recording.nodes.map(({ op, inputs, attributes }, i) => ({
      name: nameOf(i, recording),
      op,
      operands: inputs.map(operandOf),
      attributes,
    })),
    outputs: recording.outputs.map(([node, output]) => ({ node: nameOf(node, recording), output })),
    sourceOf: () => [],
  };
}

const numbers = ({ attributes }: ProgramNode, name: string): number[] =>
  attributes[name] as number[];
const number = ({ attributes }: ProgramNode, name: string): number => attributes[name] as number;

function convolutionOf(node: ProgramNode, { shapes: [, kernel] }: OperandFacts) {
  const [outputs = null, , ...size] = kernel ?? [];
  return {
    layout: { spatial: [2, 3], channels: 1 },
    strides: numbers(node, 'stride'),
    dilation: numbers(node, 'dilation'),
    padding: numbers(node, 'padding').map((each): [number, number] => [each, each]),
    kernel: { size: size.map(Number), channels: outputs },
    activation: linear,
  };
}

/** A few of the names of `torch` and `torch.nn.functional`. */
export const torch = dialect([
  [
    'input',
    means(operations.input, ({ attributes }) => ({
      shape: attributes['shape'] as Shape,
      carriesGradient: true,
    })),
  ],
  ['conv2d', means(operations.convolution, convolutionOf)],
  ['batch_norm', is(operations.batchNormalization)],
  ['relu', means(operations.activation, () => ({ activation: nonlinear }))],
  ['add', is(operations.add)],
  ['cat', means(operations.join, (node) => ({ axis: number(node, 'dim') }))],
  ['view', means(operations.reshape, (node) => ({ target: numbers(node, 'shape') }))],
  [
    'linear',
    means(operations.matrixProduct, () => ({
      transposesFirst: false,
      transposesSecond: true,
      activation: linear,
    })),
  ],
]);
