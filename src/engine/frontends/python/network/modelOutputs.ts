import { ownValue } from '../../../../shared/base/ownValue';
import type { LayerId, LayerNode, NetworkGraph } from '../../../../shared/network/network';
import type { RecordedNode, Recording } from '../../../../shared/protocol/python/recording';
import { moved } from '../../../model/batchAxis';
import type {
  CompiledSpec,
  DataType,
  OutputActivation,
  OutputSpec,
  TensorSpec,
} from '../../../model/modelDescription';

/** The entries of a tensor as the trainer holds them. */
function dataTypeOf(dtype: string): DataType {
  if (/complex/.test(dtype)) return 'complex64';
  if (/bool/.test(dtype)) return 'bool';
  return /int/.test(dtype) ? 'int32' : 'float32';
}

/** Layers by the recorded nodes that they are. */
export type LayersByNode = ReadonlyMap<number, LayerNode>;

function tensorOf(node: RecordedNode | undefined, output: number, layer: LayerId): TensorSpec {
  const { shape = [], dtype = '' } = node?.outputs[output] ?? {};
  const axis = shape.indexOf(null);
  return {
    layer,
    shape: axis > 0 ? moved(shape, axis, 0) : shape,
    ...(axis > 0 && { batchAxis: axis }),
    dtype: dataTypeOf(dtype),
  };
}

export const modelInputs = ({ inputs, nodes }: Recording, layers: LayersByNode): TensorSpec[] =>
  inputs.flatMap(({ node, vocabulary }) => {
    const layer = layers.get(node);
    if (!layer) return [];
    const tensor = tensorOf(nodes[node], 0, layer.id);
    return [{ ...tensor, ...(vocabulary !== undefined && { vocabulary }) }];
  });

export function modelOutputs(
  { outputs, nodes }: Recording,
  { layers }: NetworkGraph,
  byNode: LayersByNode,
): OutputSpec[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const opOf = new Map([...byNode].map(([node, { id }]) => [id, nodes[node]?.op ?? '']));
  const read = new Set(layers.flatMap(({ inputs }) => inputs.map(({ layer }) => layer)));
  return outputs.flatMap(({ value: [node, output] }) => {
    const layer = byNode.get(node);
    if (!layer) return [];
    const tensor = tensorOf(nodes[node], output, layer.id);
    const activation = activationOf(layer, byId, opOf);
    // Values that the network itself reads on are no scores of classes.
    const isInner = activation === 'logits' && read.has(layer.id);
    return [{ ...tensor, activation: isInner ? 'linear' : activation }];
  });
}

const named: Readonly<Record<string, OutputActivation>> = {
  softmax: 'softmax',
  log_softmax: 'logSoftmax',
  sigmoid: 'sigmoid',
};

/** Classes are scored without a softmax, which PyTorch's losses contain: several units of a dense layer. */
function activationOf(
  output: LayerNode,
  byId: ReadonlyMap<LayerId, LayerNode>,
  opOf: ReadonlyMap<LayerId, string>,
): OutputActivation {
  const layer = behindPassive(output, byId);
  if (!layer) return 'other';
  return ownValue(named, opOf.get(layer.id) ?? '') ?? endOf(layer);
}

/** The layer that made the values, before any that only rearrange them. */
function behindPassive(
  output: LayerNode,
  byId: ReadonlyMap<LayerId, LayerNode>,
): LayerNode | undefined {
  let layer: LayerNode | undefined = output;
  while (layer?.operation.type === 'passive' && layer.operation.effect !== 'scale') {
    const [input]: LayerNode['inputs'] = layer.inputs;
    layer = input && byId.get(input.layer);
  }
  return layer;
}

function endOf({ operation, outputShape }: LayerNode): OutputActivation {
  if (operation.type !== 'transform' || !operation.activation.linear) return 'other';
  return operation.family === 'dense' && (outputShape[0]?.at(-1) ?? 1) > 1 ? 'logits' : 'linear';
}

/**
 * The loss of the file, if it makes exactly one, and its optimizer, if its learning rate stands there too: a
 * step at a rate that nobody has chosen tells nothing.
 */
export function compiledSpec({ training, outputs }: Recording): CompiledSpec | undefined {
  const { loss, optimizer } = training ?? {};
  if (!loss) return undefined;
  const lr = optimizer?.arguments['lr'];
  return {
    losses: outputs.map(() => loss.op),
    isOfFile: true,
    ...(optimizer &&
      typeof lr === 'number' && { optimizer: { name: optimizer.name, learningRate: lr } }),
  };
}
