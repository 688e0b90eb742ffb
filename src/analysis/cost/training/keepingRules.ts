import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Activation } from '../../../shared/network/operation';
import type { ByPass } from '../../../shared/report/profile';
import { foldedWindows } from './foldedWindows';
import { isView } from './views';

/** The tensors that a framework's backward pass keeps of a layer's forward pass, and how long. */
export interface KeepingRules {
  readonly savesInputs: (layer: LayerNode) => boolean;
  readonly savesOutput: (layer: LayerNode) => boolean;
  /** Maps of the output's size that the layer makes inside and keeps. */
  readonly internals: (layer: LayerNode) => number;
  /** Maps of the output's size that its backward pass makes besides the gradients of its inputs. */
  readonly innerGradients: (layer: LayerNode) => number;
  /** Entries of one sample that its passes need while they run, and let go. */
  readonly transient: (layer: LayerNode, byId: ReadonlyMap<LayerId, LayerNode>) => ByPass;
  /** Each tensor goes once the backward pass has used it; else all go at its end. */
  readonly freesAsUsed: boolean;
}

const noTransient: ByPass = { forward: 0, backward: 0 };

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
  transient: () => noTransient,
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
  const isOneStep =
    !depthwise &&
    !transposed &&
    !isDenseOverSteps(layer) &&
    (activation.linear || needsOutput(activation));
  const beforeBias = hasBias(layer) && !isOneStep ? 1 : 0;
  return beforeBias + (activation.linear ? 0 : 1) + cap(activation);
}

/** A product over more than one axis is reshaped before its bias is added. */
const isDenseOverSteps = ({ operation, outputShape: [shape = []] }: LayerNode): boolean =>
  operation.type === 'transform' && operation.family === 'dense' && shape.length > 2;

/** A rectifier with a ceiling is two steps. */
const cap = ({ capped }: Activation): number => (capped ? 1 : 0);

/** Random numbers, their floor, and the mask itself. */
const DROPOUT_MAPS = 3;
/** Differences from the mean, and their squares. */
const NORMALISATION_MAPS = 2;
/** Besides, mean, variance and scale are spread over the map. */
const SPREAD_MAPS = 3;
/**
 * Of the squares, of the differences, and of the mean; the differences again, and their product with the gradient
 * that comes in.
 */
const NORMALISATION_GRADIENTS = 5;
/** Besides, what statistics that are spread over the map get, and what is computed of them. */
const SPREAD_GRADIENTS = 9;

function internalsOfTfjs(layer: LayerNode): number {
  const { operation } = layer;
  if (operation.type === 'normalization')
    return NORMALISATION_MAPS + (operation.family === 'layer' ? SPREAD_MAPS : 0);
  if (operation.type === 'activation') return cap(operation.activation);
  if (operation.type === 'passive' && operation.effect === 'dropout') return DROPOUT_MAPS;
  return mapsInside(layer);
}

function innerGradientsOfTfjs({ operation }: LayerNode): number {
  if (operation.type === 'normalization')
    return NORMALISATION_GRADIENTS + (operation.family === 'layer' ? SPREAD_GRADIENTS : 0);
  if (operation.type === 'activation') return cap(operation.activation);
  if (operation.type !== 'transform' || operation.activation.linear) return 0;
  return 1 + cap(operation.activation);
}

/**
 * TensorFlow.js 4: nearly every operation keeps its inputs, and the tape holds them, and all gradients on their
 * way, until the backward pass ends.
 */
const tfjsWith = (transient: KeepingRules['transient']): KeepingRules => ({
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
  innerGradients: innerGradientsOfTfjs,
  transient,
  freesAsUsed: false,
});

/** The rules by the library that trains. */
export const keepingRules = {
  torch,
  tfjs: tfjsWith(() => noTransient),
  // The gradients of some convolutions come out of a matrix of all windows.
  tfjsOnWasm: tfjsWith(foldedWindows),
} as const;
export type KeepingLibrary = keyof typeof keepingRules;
