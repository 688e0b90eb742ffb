import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers, Shape } from '@tensorflow/tfjs-layers';

/** Arguments of `Layer.call`. */
export type Inputs = Tensor | Tensor[];
export type CallOptions = Parameters<layers.Layer['call']>[1];

/** The only tensor of a layer with one input. */
export const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

/** The only shape of a layer with one input. */
export const oneShape = (given: Shape | Shape[]): Shape =>
  (Array.isArray(given[0]) ? given[0] : given) as Shape;
