import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';
import type { ByPass } from '../../../shared/report/profile';
import { outputOf } from '../../flow/featureMap';
import { entriesOf, sumOf } from '../tensorSize';

/** Mean, variance, difference, scale and shift of each entry (DeepSpeed's flops profiler counts as many). */
const NORMALISATION = 5;

const none: ByPass = { forward: 0, backward: 0 };

const both = (flops: number): ByPass => ({ forward: flops, backward: flops });

/** Entries that one output entry of a pool is made of. */
function windowSize(operation: Extract<Operation, { type: 'pool' }>, inputs: number, out: number) {
  const { window, global } = operation;
  if (window && !global) return window.size.reduce((product, extent) => product * extent, 1);
  return out > 0 ? inputs / out : 0;
}

function ofTransform({ operation, parameters }: LayerNode, out: number): ByPass {
  if (operation.type !== 'transform') return none;
  const entries = parameters.trainable + parameters.frozen;
  const hasBias = operation.kernelEntries !== undefined && entries > operation.kernelEntries;
  return both((hasBias ? out : 0) + (operation.activation.linear ? 0 : out));
}

function ofMerge(layer: LayerNode, out: number): ByPass {
  const { operation, inputs } = layer;
  if (operation.type !== 'merge' || operation.how === 'concat' || operation.how === 'dot')
    return none;
  const forward = (inputs.length - 1) * out;
  const isSum = operation.how === 'add' || operation.how === 'subtract';
  return { forward, backward: isSum ? 0 : inputs.length * out };
}

/**
 * Floating-point operations of one sample besides multiply-accumulates: biases, activations, normalisation,
 * pooling, merges. One for each entry that is made and each operand beyond the first, by the conventions of
 * DeepSpeed's flops profiler. `undefined` if an extent is unknown.
 */
export function elementFlops(
  layer: LayerNode,
  byId: ReadonlyMap<LayerId, LayerNode>,
): ByPass | undefined {
  const { operation } = layer;
  const out = sumOf(layer.outputShape.map((shape) => entriesOf({ ...layer, shape })));
  if (out === undefined) return undefined;
  switch (operation.type) {
    case 'transform':
      return ofTransform(layer, out);
    case 'activation':
    case 'resample':
      return both(out);
    case 'normalization':
      return { forward: NORMALISATION * out, backward: 2 * NORMALISATION * out };
    case 'merge':
      return ofMerge(layer, out);
    case 'pool': {
      const [first] = layer.inputs;
      const producer = first && byId.get(first.layer);
      const inputs = producer && entriesOf(outputOf(producer, first.output));
      return inputs === undefined ? undefined : both(out * windowSize(operation, inputs, out));
    }
    case 'passive':
      return operation.effect === 'dropout' || operation.effect === 'scale' ? both(out) : none;
    case 'input':
    case 'source':
      return none;
  }
}
