import type { Activation } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';

export const linear: Activation = { linear: true, range: 'free' };
const bounded: Activation = { linear: false, range: 'bounded' };
const unbounded: Activation = { linear: false, range: 'free' };

const boundedNames: ReadonlySet<string> = new Set([
  'sigmoid',
  'hardSigmoid',
  'softmax',
  'tanh',
  'softsign',
]);

/** An activation by the name that the framework gives it; none at all is `linear`. */
export function activationNamed(name: unknown): Activation {
  if (name === undefined || name === null || name === 'linear') return linear;
  return typeof name === 'string' && boundedNames.has(name) ? bounded : unbounded;
}

const nonlinearities: ReadonlyMap<string, Nonlinearity> = new Map([
  ['relu', 'rectifier'],
  ['relu6', 'rectifier'],
  ['sigmoid', 'sigmoid'],
  ['tanh', 'tanh'],
]);

/** Whether units that end with this activation can die or saturate, and how. */
export const nonlinearityNamed = (name: unknown): Nonlinearity | undefined =>
  typeof name === 'string' ? nonlinearities.get(name) : undefined;
