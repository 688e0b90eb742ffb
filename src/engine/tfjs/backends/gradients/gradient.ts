import {
  getGradient,
  registerGradient,
  type GradConfig,
  type GradFunc,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** ∂L/∂input of the operation for each input, each computed only if it is needed. */
export type InputGradients = Readonly<Record<string, () => Tensor>>;

/** ∂L/∂inputs of an operation with one output, given dy = ∂L/∂output and the inputs that were saved. */
export type Gradient<Attributes> = (
  dy: Tensor,
  saved: readonly Tensor[],
  attributes: Attributes,
) => InputGradients;

/** Gives an operation a gradient, in place of the one that TensorFlow.js ships, if any. */
export function putGradient<Attributes>(
  kernelName: string,
  inputsToSave: string[],
  gradient: Gradient<Attributes>,
): void {
  registerGradient({ kernelName, inputsToSave, gradFunc: gradient as unknown as GradFunc });
}

/** Puts a gradient around the shipped one, with the same inputs saved. */
export function wrapGradient<Attributes>(
  kernelName: string,
  wrap: (shipped: Gradient<Attributes>) => Gradient<Attributes>,
): void {
  const shipped: GradConfig = getGradient(kernelName);
  const gradient = wrap(shipped.gradFunc as unknown as Gradient<Attributes>);
  registerGradient({ ...shipped, gradFunc: gradient as unknown as GradFunc });
}
