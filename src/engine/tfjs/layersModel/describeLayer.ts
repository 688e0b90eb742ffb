import type { Operation } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';
import { customOperation } from './customOperation';
import type { Application } from './flatten';
import {
  acting,
  inputShapes,
  isBuiltIn,
  isInputCall,
  statedOperation,
  stoodFor,
} from './framework';
import { kernelEntriesOf } from './layerWeights';
import { nonlinearityOfClass, operationOfClass } from './operations';

/** The operation of a layer: from the table for the framework's own, by trial for others. */
export function operationOf(application: Application): Operation {
  const { call, dtype } = application;
  if (isInputCall(call)) {
    return { type: 'input', carriesGradient: dtype === 'float32' };
  }
  const own = stoodFor(application.layer) ?? application.layer;
  const layer = acting(own);
  const stated = statedOperation(layer);
  if (stated) return stated;
  const kernelEntries = kernelEntriesOf(application.layer);
  const isUnseen = own !== application.layer && kernelEntries === 0;
  const facts = {
    config: isBuiltIn(layer) ? layer.getConfig() : {},
    kernelEntries: isUnseen ? undefined : kernelEntries,
    inputs: inputShapes(call),
    output: application.outputShape[0] ?? [],
    perStep: layer !== own,
  };
  const known = isBuiltIn(layer) ? operationOfClass(layer.getClassName(), facts) : undefined;
  return known ?? customOperation(application, kernelEntries);
}

/** The nonlinearity by which the units of a layer can die or saturate, if any. */
export function nonlinearityOf(
  application: Application,
  operation: Operation,
): Nonlinearity | undefined {
  const layer = acting(application.layer);
  if (!isBuiltIn(layer)) return undefined;
  return nonlinearityOfClass(layer.getClassName(), layer.getConfig(), operation);
}
