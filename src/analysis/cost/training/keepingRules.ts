import type { LayerNode } from '../../../shared/network/network';
import type { Activation } from '../../../shared/network/operation';
import { isView } from './views';

/** The tensors that a framework's backward pass keeps of a layer's forward pass, and how long. */
export interface KeepingRules {
  readonly savesInputs: (layer: LayerNode) => boolean;
  readonly savesOutput: (layer: LayerNode) => boolean;
  /** Maps of the output's size that the layer makes inside and keeps. */
  readonly internals: (layer: LayerNode) => number;
  /** Maps of the output's size that its backward pass makes besides the gradients of its inputs. */
  readonly innerGradients: (layer: LayerNode) => number;
  /** Each tensor goes once the backward pass has used it; else all go at its end. */
  readonly freesAsUsed: boolean;
}

const ofOutput: ReadonlySet<string> = new Set(['sigmoid', 'tanh', 'softmax', 'logSoftmax']);

/** The slope of these is computed from what they gave. */
const needsOutput = ({ curve }: Activation): boolean => curve !== undefined && ofOutput.has(curve);

const hasBias = ({ operation, parameters }: LayerNode): boolean =>
  operation.type === 'transform' &&
  operation.kernelEntries !== undefined &&
  parameters.trainable + parameters.frozen > operation.kernelEntries;

/** Operations that pass a gradient on as it is. */
export const passesGradient = (layer: LayerNode): boolean =>
  isView(layer) || (layer.operation.type === 'merge' && layer.operation.how === 'add');

const whole: ReadonlySet<string> = new Set(['transform', 'normalization', 'pool']);
const passing: ReadonlySet<string> = new Set(['add', 'subtract', 'concat']);

function savesInputsInTorch({ operation }: LayerNode): boolean {
  if (operation.type === 'activation') return operation.activation.curve === undefined;
  if (operation.type === 'merge') return !passing.has(operation.how);
  if (operation.type === 'passive') return operation.effect === 'scale';
  return whole.has(operation.type);
}

/** PyTorch frees as it goes; its rectifiers and curves keep what they gave, sums and joins keep nothing. */
const torch: KeepingRules = {
  savesInputs: savesInputsInTorch,
  savesOutput: ({ operation }) =>
    operation.type === 'activation' && operation.activation.curve !== undefined,
  // A dropout keeps its mask.
  internals: ({ operation }) =>
    operation.type === 'passive' && operation.effect === 'dropout' ? 1 : 0,
  innerGradients: () => 0,
  freesAsUsed: true,
};

/**
 * Maps inside a layer of TensorFlow.js with a bias and an activation: each of the two steps keeps what it gets. A
 * product and its bias are one step where no rectifier follows, and for plain convolutions only.
 */
function mapsInside(layer: LayerNode): number {
  const { operation } = layer;
  if (operation.type !== 'transform') return 0;
  const { activation, depthwise, transposed } = operation;
  const isOneStep = !depthwise && !transposed && (activation.linear || needsOutput(activation));
  const beforeBias = hasBias(layer) && !isOneStep ? 1 : 0;
  return beforeBias + (activation.linear ? 0 : 1);
}

/** Random numbers, their floor, and the mask itself. */
const DROPOUT_MAPS = 3;
/** Differences from the mean, and their squares. */
const NORMALISATION_MAPS = 2;
/** Of the squares, of the differences, and of the mean. */
const NORMALISATION_GRADIENTS = 3;

function internalsOfTfjs(layer: LayerNode): number {
  const { operation } = layer;
  if (operation.type === 'normalization') return NORMALISATION_MAPS;
  if (operation.type === 'passive' && operation.effect === 'dropout') return DROPOUT_MAPS;
  return mapsInside(layer);
}

/**
 * TensorFlow.js 4: nearly every operation keeps its inputs, and the tape holds them, and all gradients on their
 * way, until the backward pass ends.
 */
const tfjs: KeepingRules = {
  savesInputs: (layer) => {
    const { operation } = layer;
    if (operation.type === 'activation') return !needsOutput(operation.activation);
    return !(operation.type === 'passive' && operation.effect === 'permute');
  },
  savesOutput: ({ operation }) => {
    if (operation.type === 'activation') return needsOutput(operation.activation);
    if (operation.type === 'pool') return !operation.global;
    return operation.type === 'transform' && operation.activation.linear;
  },
  internals: internalsOfTfjs,
  innerGradients: (layer) =>
    layer.operation.type === 'normalization'
      ? NORMALISATION_GRADIENTS
      : layer.operation.type === 'transform' && !layer.operation.activation.linear
        ? 1
        : 0,
  freesAsUsed: false,
};

/** The rules by the library that trains. */
export const keepingRules = { torch, tfjs } as const;
export type KeepingLibrary = keyof typeof keepingRules;
