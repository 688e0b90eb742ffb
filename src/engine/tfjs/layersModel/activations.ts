import type { Activation, Curve } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';
import {
  bounded,
  cappedRectifier,
  curved,
  linear,
  nonlinear,
} from '../../opGraph/operations/activations';

const curves: ReadonlyMap<string, Curve> = new Map([
  ['relu', 'rectifier'],
  ['sigmoid', 'sigmoid'],
  ['hardSigmoid', 'sigmoid'],
  ['SkipScopeHardSigmoidOfKeras3', 'sigmoid'],
  ['tanh', 'tanh'],
  ['softmax', 'softmax'],
  ['logSoftmax', 'logSoftmax'],
]);

/** An activation by the name that the framework gives it; none at all is `linear`. */
export function activationNamed(name: unknown): Activation {
  if (name === undefined || name === null || name === 'linear') return linear;
  if (name === 'relu6') return cappedRectifier;
  const curve = typeof name === 'string' ? curves.get(name) : undefined;
  if (curve !== undefined) return curved(curve);
  return name === 'softsign' ? bounded : nonlinear;
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
