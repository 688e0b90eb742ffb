import type { Activation } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';
import { bounded, linear, nonlinear } from '../../opGraph/operations/activations';

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
  return typeof name === 'string' && boundedNames.has(name) ? bounded : nonlinear;
}

const nonlinearities: ReadonlyMap<string, Nonlinearity> = new Map([
  ['relu', 'rectifier'],
  ['relu6', 'rectifier'],
  ['sigmoid', 'sigmoid'],
  ['tanh', 'tanh'],
]);

/** The nonlinearity by which units with this activation can die or saturate, if any. */
export const nonlinearityNamed = (name: unknown): Nonlinearity | undefined =>
  typeof name === 'string' ? nonlinearities.get(name) : undefined;
