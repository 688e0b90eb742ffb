import type * as tfl from '@tensorflow/tfjs-layers';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { OutputActivation, TensorSpec } from '../../model/modelDescription';
import type { Application, FlatModel } from './flatten';
import { acting, isBuiltIn, type SymbolicTensor } from './framework';
import { vocabularyOf } from './vocabularies';

const element = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return value;
};

/** The model's inputs in the order that it takes them. */
export function inputSpecs(
  model: tfl.LayersModel,
  flat: FlatModel,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): TensorSpec[] {
  return model.inputs.map((symbolic) => {
    const { id, dtype, outputShape } = makerOf(symbolic, flat);
    const size = vocabularyOf(id, flat, nodes);
    const spec = { layer: id, shape: element(outputShape, 0), dtype };
    return size === undefined ? spec : { ...spec, vocabulary: size };
  });
}

function makerOf(symbolic: SymbolicTensor, { applications }: FlatModel): Application {
  const maker = applications.find(({ call }) => call.outputTensors.includes(symbolic));
  if (!maker) throw new Error(`The model input ${symbolic.name} has no layer`);
  return maker;
}

function ownActivation(application: Application): OutputActivation {
  const layer = acting(application.layer);
  if (!isBuiltIn(layer)) return 'other';
  if (layer.getClassName() === 'Softmax') return 'softmax';
  const name = layer.getConfig()['activation'] ?? 'linear';
  return name === 'softmax' || name === 'sigmoid' || name === 'linear' ? name : 'other';
}

/** Walks back over layers that only rearrange values to the layer that decides the range. */
function outputActivation(
  output: LayerId,
  flat: FlatModel,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): OutputActivation {
  const node = nodes.get(output);
  const [source] = node?.inputs ?? [];
  if (node?.operation.type === 'passive' && source) {
    return outputActivation(source.layer, flat, nodes);
  }
  const application = flat.applications.find(({ id }) => id === output);
  return application ? ownActivation(application) : 'other';
}

/** The model's outputs in the order that it returns them. */
export function outputSpecs(
  flat: FlatModel,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): (TensorSpec & { readonly activation: OutputActivation })[] {
  return flat.outputs.map(({ layer, output }) => ({
    layer,
    shape: nodes.get(layer)?.outputShape[output] ?? [],
    dtype: 'float32',
    activation: outputActivation(layer, flat, nodes),
  }));
}
