import type { Operation } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';
import { customOperation } from './customOperation';
import type { Application } from './flatten';
import {
  acting,
  inputShapes,
  isBuiltIn,
  isInputCall,
  isModel,
  type Layer,
  likenessOf,
  statedOperation,
} from './framework';
import { nonlinear } from '../../opGraph/operations/activations';
import { transform } from '../../opGraph/operations/makeOperation';
import { kernelEntriesOf } from './layerWeights';
import { nonlinearityOfClass, operationOfClass } from './operations';

/** The operation of a layer: from the table for the framework's own, by trial for others. */
export function operationOf(application: Application): Operation {
  const { call, dtype } = application;
  if (isInputCall(call)) {
    return { type: 'input', carriesGradient: dtype === 'float32' };
  }
  const stated = statedOperation(acting(likenessOf(application.layer)?.layer ?? application.layer));
  if (stated) return stated;
  const { layer } = application;
  const kernelEntries = kernelEntriesOf(layer);
  return (
    byLikeness(application, kernelEntries) ??
    byClass(application, layer, kernelEntries) ??
    ofWrappedModel(layer, kernelEntries) ??
    byTrial(application, kernelEntries)
  );
}

/** A model that a wrapper applies to each time step: where its kernels are applied is not known out here. */
function ofWrappedModel(layer: Layer, kernelEntries: number): Operation | undefined {
  const isWrapped = acting(layer) !== layer && isModel(acting(layer));
  if (!isWrapped || kernelEntries === 0) return undefined;
  return transform({ family: 'custom', appliedPer: 'timeStep', activation: nonlinear });
}

/** The first trial may build weights of layers in a layer; then they count. */
function byTrial(application: Application, kernelEntries: number): Operation {
  const found = customOperation(application, kernelEntries);
  const built = kernelEntriesOf(application.layer);
  return built === kernelEntries ? found : customOperation(application, built);
}

/** The operation of the class that a layer is of, or is like. */
function byClass(
  { call, outputShape }: Application,
  outer: Layer,
  kernelEntries: number | undefined,
): Operation | undefined {
  const layer = acting(outer);
  if (!isBuiltIn(layer)) return undefined;
  return operationOfClass(layer.getClassName(), {
    config: layer.getConfig(),
    kernelEntries,
    inputs: inputShapes(call),
    output: outputShape[0] ?? [],
    perStep: layer !== outer,
  });
}

/** The operation of a placeholder whose class is like a known one; its weights may not be known. */
function byLikeness(application: Application, kernelEntries: number): Operation | undefined {
  const like = likenessOf(application.layer);
  if (!like) return undefined;
  const found = byClass(application, like.layer, kernelEntries > 0 ? kernelEntries : undefined);
  const canBend = found?.type === 'transform' || found?.type === 'activation';
  return canBend && like.bends ? { ...found, activation: nonlinear } : found;
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
