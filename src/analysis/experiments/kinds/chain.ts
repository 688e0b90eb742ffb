import type { LayerId, LayerNode, NetworkGraph, Shape } from '../../../shared/network/network';

/** A layer that transforms, with the norms right behind it. */
interface Unit {
  readonly layer: LayerId;
  /** The last norm behind it, or the layer itself. */
  readonly end: LayerId;
  readonly takes: Shape;
  readonly gives: Shape;
}

/** Two units in a row that a shortcut may go around. */
export interface LayerPair {
  /** The shortcut starts at the first input of this layer, and is added to the output of `to`. */
  readonly from: LayerId;
  readonly to: LayerId;
  /** Shapes are the same: the identity fits. */
  readonly isIdentity: boolean;
}

/** `true` where every layer reads one other and is read by one: the network is a chain. */
export function isChain({ layers, outputs }: NetworkGraph): boolean {
  const readers = new Map<LayerId, number>();
  const reads = [...layers.flatMap(({ inputs }) => inputs), ...outputs];
  for (const { layer } of reads) readers.set(layer, (readers.get(layer) ?? 0) + 1);
  return layers.every(
    ({ id, inputs, sharedWith, outputShape }) =>
      inputs.length <= 1 &&
      outputShape.length === 1 &&
      sharedWith === undefined &&
      (readers.get(id) ?? 0) <= 1,
  );
}

const canBePassed = ({ operation }: LayerNode): boolean =>
  operation.type === 'transform' &&
  (operation.family === 'convolution' || operation.family === 'dense') &&
  !operation.transposed;

function unitsOf({ layers }: NetworkGraph): (Unit | undefined)[] {
  const shapes = new Map(layers.map(({ id, outputShape: [shape] }) => [id, shape]));
  return layers.flatMap((layer, at): (Unit | undefined)[] => {
    if (layer.operation.type !== 'transform') return [];
    let end = layer;
    for (const next of layers.slice(at + 1)) {
      if (next.operation.type !== 'normalization') break;
      end = next;
    }
    const [input] = layer.inputs;
    const [takes, gives] = [input && shapes.get(input.layer), shapes.get(end.id)];
    return [
      canBePassed(layer) && takes && gives
        ? { layer: layer.id, end: end.id, takes, gives }
        : undefined,
    ];
  });
}

const CHANNELS_LAST = -1;

/** Extents between the batch and the channels. */
const spatialOf = (shape: Shape): Shape => shape.slice(1, CHANNELS_LAST);

/** The factor by which a map shrinks, the same along all axes; `undefined` where there is none. */
function shrinkage(takes: Shape, gives: Shape): number | undefined {
  const [from, to] = [spatialOf(takes), spatialOf(gives)];
  const [first] = from.map((extent, i) => Math.round((extent ?? NaN) / (to[i] ?? NaN)));
  const factor = from.length === 0 ? 1 : first;
  if (factor === undefined || !(factor >= 1)) return undefined;
  const fits = from.every((extent, i) => Math.ceil((extent ?? NaN) / factor) === to[i]);
  return fits ? factor : undefined;
}

const isKnown = (shape: Shape): boolean => shape.slice(1).every((extent) => extent !== null);

function pairOf(first: Unit | undefined, second: Unit | undefined): LayerPair | undefined {
  if (!first || !second) return undefined;
  const { takes } = first;
  const { gives } = second;
  if (takes.length !== gives.length || !isKnown(takes) || !isKnown(gives)) return undefined;
  const isIdentity = takes.slice(1).every((extent, i) => extent === gives[i + 1]);
  const canPool = takes.length === 2 || takes.length === 4;
  if (!isIdentity && (!canPool || shrinkage(takes, gives) === undefined)) return undefined;
  return { from: first.layer, to: second.end, isIdentity };
}

/**
 * Pairs of layers in a row that shortcuts may go around, as He et al. (2015) do: not the first layer, which
 * reads the input, nor the last one, which makes the output. A pair that the identity fits comes before one
 * that it does not.
 */
export function layerPairs(graph: NetworkGraph): LayerPair[] {
  const units = unitsOf(graph).slice(1, -1);
  const pairs: LayerPair[] = [];
  for (let at = 0; at + 1 < units.length; at++) {
    const own = pairOf(units[at], units[at + 1]);
    if (!own) continue;
    const next = pairOf(units[at + 1], units[at + 2]);
    if (!own.isIdentity && next?.isIdentity) continue;
    pairs.push(own);
    at += 1;
  }
  return pairs;
}
