import { channelCount } from '../../../shared/network/axes';
import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { ByPass, LayerCounts } from '../../../shared/report/profile';
import { allBytes } from '../../../shared/report/profileSums';
import { outputOf } from '../../flow/featureMap';
import { multiplyAccumulates } from '../multiplyAccumulates';
import { bytesOf, entriesOf, entryBytesOf, sumOf, weightBytesOf } from '../tensorSize';
import { elementFlops } from './elementFlops';
import { gradientNeeds, type GradientNeeds } from './gradientNeeds';
import { isView } from './views';

/** A network whose layers are counted one by one. */
interface Counted {
  readonly byId: ReadonlyMap<LayerId, LayerNode>;
  readonly needs: GradientNeeds;
  readonly batchSize: number;
}

/** Counts of one batch; what all samples share is counted once. */
const perBatch = (
  layer: LayerNode,
  perSample: number | undefined,
  batchSize: number,
): number | undefined =>
  perSample === undefined ? undefined : perSample * (layer.batchAxis === null ? 1 : batchSize);

/** Bytes of a layer's outputs for a batch. */
export const batchBytes = (layer: LayerNode, batchSize: number): number | undefined =>
  perBatch(layer, bytesOf(layer), batchSize);

/**
 * Times that the multiplications of the forward pass come again in the backward pass: once for the gradient of
 * each of their two factors that needs one.
 */
function backwardShare(layer: LayerNode, { byId, needs }: Counted): number {
  const { operation, inputs } = layer;
  const needed = inputs.filter(({ layer: id }) => byId.has(id) && needs.reaches(id)).length;
  if (operation.type === 'merge') return needed;
  return (needs.trains(layer) ? 1 : 0) + (needed > 0 ? 1 : 0);
}

function macsOf(layer: LayerNode, counted: Counted): ByPass | undefined {
  const [first] = layer.inputs;
  const producer = first && counted.byId.get(first.layer);
  const one = multiplyAccumulates(layer, producer && outputOf(producer, first.output));
  const forward = perBatch(layer, one, counted.batchSize);
  if (forward === undefined) return undefined;
  return { forward, backward: forward === 0 ? 0 : forward * backwardShare(layer, counted) };
}

function flopsOf(layer: LayerNode, counted: Counted, macs: ByPass | undefined): ByPass | undefined {
  const others = elementFlops(layer, counted.byId);
  if (macs === undefined || others === undefined) return undefined;
  const own = (flops: number): number => perBatch(layer, flops, counted.batchSize) ?? 0;
  const isReached = counted.needs.reaches(layer.id);
  return {
    forward: 2 * macs.forward + own(others.forward),
    backward: 2 * macs.backward + (isReached ? own(others.backward) : 0),
  };
}

/** Moving statistics among the frozen entries, two for each channel, where the framework counts them there. */
function frozenBuffers(layer: LayerNode): number {
  const { operation, parameters, buffers } = layer;
  if (buffers !== undefined) return 0;
  if (operation.type !== 'normalization' || operation.family !== 'batch') return 0;
  return Math.min(parameters.frozen, 2 * (channelCount(outputOf(layer)) ?? 0));
}

/** Bytes of the weights that one call reads, whoever owns them. */
function weightsRead(layer: LayerNode, { byId }: Counted): number {
  const owner = layer.sharedWith === undefined ? undefined : byId.get(layer.sharedWith);
  return allBytes(weightBytesOf(owner ?? layer));
}

/** Inputs, weights and outputs once; back again gradients of the outputs, the inputs, and what gets a gradient. */
function trafficOf(layer: LayerNode, counted: Counted): ByPass | undefined {
  const { byId, needs, batchSize } = counted;
  if (isView(layer)) return { forward: 0, backward: 0 };
  const read = layer.inputs.map(({ layer: id, output }) => {
    const producer = byId.get(id);
    const entries = producer && entriesOf(outputOf(producer, output));
    const bytes = producer && perBatch(producer, entries, batchSize);
    const each = producer && entryBytesOf(producer, output);
    return { bytes: bytes === undefined || each === undefined ? undefined : bytes * each, id };
  });
  const inputs = sumOf(read.map(({ bytes }) => bytes));
  const outputs = batchBytes(layer, batchSize);
  if (inputs === undefined || outputs === undefined) return undefined;
  const weights = weightsRead(layer, counted);
  const gradients = sumOf(read.map(({ bytes, id }) => (needs.reaches(id) ? bytes : 0))) ?? 0;
  const isReached = needs.reaches(layer.id);
  return {
    forward: inputs + weights + outputs,
    backward: isReached ? outputs + inputs + gradients + 2 * weights : 0,
  };
}

function countsOf(layer: LayerNode, counted: Counted): LayerCounts {
  const macs = macsOf(layer, counted);
  const flops = flopsOf(layer, counted, macs);
  const activationBytes = batchBytes(layer, counted.batchSize);
  const trafficBytes = trafficOf(layer, counted);
  const { trainable, frozen } = layer.parameters;
  const statistics = frozenBuffers(layer);
  const buffers = layer.buffers ?? statistics;
  return {
    ...(macs && { macs }),
    ...(flops && { flops }),
    parameters: { trainable, frozen: frozen - statistics },
    buffers,
    weightBytes: weightBytesOf(layer),
    ...(activationBytes !== undefined && { activationBytes }),
    ...(trafficBytes && { trafficBytes }),
  };
}

/** The counts of every application of a layer in a training step of one batch. */
export function layerCounts(
  { layers }: Pick<NetworkGraph, 'layers'>,
  batchSize: number,
): ReadonlyMap<LayerId, LayerCounts> {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const counted = { byId, needs: gradientNeeds({ layers }), batchSize };
  return new Map(layers.map((layer) => [layer.id, countsOf(layer, counted)]));
}
