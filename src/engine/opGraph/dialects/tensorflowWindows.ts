import type { Activation, Curve } from '../../../shared/network/operation';
import type { OperandFacts } from '../dialect';
import { curved, linear, nonlinear } from '../operations/activations';
import type { KnownShape } from '../operations/row';
import type {
  ActivationSettings,
  ConvolutionSettings,
  Kernel,
  Layout,
  Padding,
  PoolSettings,
  SlidingSettings,
  TransposedSettings,
} from '../operations/settings';
import type { ProgramNode } from '../program';
import { numbersIn, textIn, textsIn } from './tensorflowAttributes';

export const imagesLast: Layout = { spatial: [1, 2], channels: 3 };
const layouts: ReadonlyMap<string, Layout> = new Map([
  ['NHWC', imagesLast],
  ['NCHW', { spatial: [2, 3], channels: 1 }],
  ['NDHWC', { spatial: [1, 2, 3], channels: 4 }],
  ['NCDHW', { spatial: [2, 3, 4], channels: 1 }],
]);

/** The axes of a feature map; a node that does not say has its channels last. */
export function layoutOf(node: ProgramNode): Layout {
  const whole = node.op.includes('3D') ? 'NDHWC' : 'NHWC';
  return layouts.get(textIn(node, 'data_format') || whole) ?? imagesLast;
}

/** The entries of a list over all axes that are about the spatial ones. */
function spatialIn(node: ProgramNode, key: string): number[] {
  const list = numbersIn(node, key);
  return layoutOf(node).spatial.map((axis) => list[axis] ?? 1);
}

function paddingOf(node: ProgramNode): Padding | undefined {
  const padding = textIn(node, 'padding').toLowerCase();
  if (padding === 'same' || padding === 'valid') return padding;
  const pads = numbersIn(node, 'explicit_paddings');
  if (padding !== 'explicit' || pads.length === 0) return undefined;
  return layoutOf(node).spatial.map((axis) => [pads[2 * axis] ?? 0, pads[2 * axis + 1] ?? 0]);
}

const slidingOf = (node: ProgramNode): SlidingSettings => ({
  layout: layoutOf(node),
  strides: spatialIn(node, 'strides'),
  dilation: spatialIn(node, 'dilations'),
  padding: paddingOf(node),
});

export const poolOf = (node: ProgramNode): PoolSettings => ({
  ...slidingOf(node),
  size: spatialIn(node, 'ksize'),
});

const curves: ReadonlyMap<string, Curve> = new Map([
  ['Relu', 'rectifier'],
  ['Relu6', 'rectifier'],
  ['Sigmoid', 'sigmoid'],
  ['Tanh', 'tanh'],
  ['Softmax', 'softmax'],
  ['LogSoftmax', 'logSoftmax'],
]);
function activationNamed(op: string): Activation {
  const curve = curves.get(op);
  return curve === undefined ? nonlinear : curved(curve);
}
export const activationOf = ({ op }: ProgramNode): ActivationSettings => ({
  activation: activationNamed(op),
});

/** The activation that a fused node ends with, after a bias or a normalisation. */
export function fusedActivation(node: ProgramNode): Activation {
  const steps = textsIn(node, 'fused_ops').filter((op) => !/^(?:BiasAdd|FusedBatchNorm)/.test(op));
  const last = steps.at(-1);
  return last === undefined ? linear : activationNamed(last);
}

/** The last two extents of a kernel: of what comes in and goes out, in an order that the operation knows. */
type KernelEnds = readonly [first: number | null, second: number | null];

/** Reads a kernel of an image or a volume; `channels` says how many of its channels leave it. */
function kernelOf(shape: KnownShape, channels: (ends: KernelEnds) => number | null) {
  if (shape?.length !== 4 && shape?.length !== 5) return undefined;
  const [first = null, second = null] = shape.slice(-2);
  const size = shape.slice(0, -2).map(Number);
  return { size, channels: channels([first, second]) } satisfies Kernel;
}

const convolutionBy =
  (channels: (ends: KernelEnds) => number | null) =>
  (node: ProgramNode, { shapes: [, kernel] }: OperandFacts): ConvolutionSettings => ({
    ...slidingOf(node),
    kernel: kernelOf(kernel, channels),
    activation: fusedActivation(node),
  });
export const convolutionOf = convolutionBy(([, outputs]) => outputs);
export const depthwiseOf = convolutionBy(([inputs, times]) => Number(inputs) * Number(times));
const kernelOfGradient = convolutionBy(([outputs]) => outputs);
export const transposedOf = (node: ProgramNode, operands: OperandFacts): TransposedSettings => ({
  ...kernelOfGradient(node, operands),
  target: operands.values[0],
});
