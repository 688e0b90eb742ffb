import {
  getGradient,
  registerGradient,
  unregisterGradient,
  type GradConfig,
  type GradFunc,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { mend, noteMended } from './mends';

/** ∂L/∂input of the operation for each input, each computed only if it is needed. */
export type InputGradients = Readonly<Record<string, () => Tensor>>;

/** ∂L/∂inputs of an operation with one output, given dy = ∂L/∂output and the inputs that were saved. */
export type Gradient<Attributes> = (
  dy: Tensor,
  saved: readonly Tensor[],
  attributes: Attributes,
) => InputGradients;

/** Tells of a call whose gradient TensorFlow.js as it is shipped refuses. */
export type Refused<Attributes> = (saved: readonly Tensor[], attributes: Attributes) => boolean;

/** Registers a gradient. `refused`: the calls that the shipped one refuses; all of them if there is none. */
export function register<Attributes>(
  config: Omit<GradConfig, 'gradFunc'>,
  gradient: Gradient<Attributes>,
  refused: Refused<Attributes> = () => false,
): void {
  const shipped = getGradient(config.kernelName) as GradConfig | undefined;
  const noting: Gradient<Attributes> = (dy, saved, attributes) => {
    if (!shipped || refused(saved, attributes)) noteMended();
    return gradient(dy, saved, attributes);
  };
  mend(
    () => registerGradient({ ...config, gradFunc: noting as unknown as GradFunc }),
    () => {
      unregisterGradient(config.kernelName);
      if (shipped) registerGradient(shipped);
    },
  );
}

/** Gives an operation a gradient, in place of the one that TensorFlow.js ships, if any. */
export function putGradient<Attributes>(
  kernelName: string,
  inputsToSave: string[],
  gradient: Gradient<Attributes>,
  refused?: Refused<Attributes>,
): void {
  register({ kernelName, inputsToSave }, gradient, refused);
}

/** Puts a gradient around the shipped one, with the same inputs saved. */
export function wrapGradient<Attributes>(
  kernelName: string,
  wrap: (shipped: Gradient<Attributes>) => Gradient<Attributes>,
  refused?: Refused<Attributes>,
): void {
  const shipped: GradConfig = getGradient(kernelName);
  register(shipped, wrap(shipped.gradFunc as unknown as Gradient<Attributes>), refused);
}
