import { type Definition, type More, network } from './definition';

export const V = [16];
export const M = [16, 16, 3];

/** A definition that nobody may accuse. */
export const healthy = (name: string, shape: number[], body: string, more: More = {}): Definition =>
  network(name, shape, body, null, more);

export const softmax = "const y = dense(10, { activation: 'softmax' }).apply(h);";
