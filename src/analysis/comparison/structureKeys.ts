import type { Layer, LayerId } from '../../shared/network/network';

/** Gives equal texts equal numbers, over both networks of a comparison: hashing without collisions. */
export class Numbering {
  private readonly known = new Map<string, number>();

  of(text: string): number {
    const found = this.known.get(text) ?? this.known.size;
    this.known.set(text, found);
    return found;
  }
}

/** The properties of a layer itself, and the extent of its surroundings that a key takes in. */
export interface StructureKeys {
  /** The layer itself. */
  readonly own: ReadonlyMap<LayerId, number>;
  /** All that leads to it, itself included. */
  readonly upstream: ReadonlyMap<LayerId, number>;
  /** All that follows from it, itself included. */
  readonly downstream: ReadonlyMap<LayerId, number>;
}

interface Reader {
  readonly layer: LayerId;
  readonly slot: number;
}

function readersOf(layers: readonly Layer[]): Map<LayerId, Reader[]> {
  const readers = new Map<LayerId, Reader[]>(layers.map(({ id }) => [id, []]));
  for (const { id, inputs } of layers)
    inputs.forEach(({ layer }, slot) => readers.get(layer)?.push({ layer: id, slot }));
  return readers;
}

/** A ReLU may be written as a layer of its own or as an activation. */
const activations: ReadonlySet<string> = new Set([
  'Activation',
  'ReLU',
  'LeakyReLU',
  'PReLU',
  'ELU',
  'ThresholdedReLU',
  'Softmax',
]);

/** By kind, shape and size, or by kind alone: a network that was only made wider keeps its structure. */
export const exactly = ({ kind, outputShape, parameters }: Layer): string =>
  `${kind} ${JSON.stringify(outputShape)} ${parameters.trainable + parameters.frozen}`;
export const byKind = ({ kind }: Layer): string => (activations.has(kind) ? 'Activation' : kind);

/**
 * Keys of all layers of one network, which are in topological order. Two layers have the same key if
 * the same structure stands in that direction; both networks must share one numbering.
 */
export function structureKeys(
  layers: readonly Layer[],
  describe: (layer: Layer) => string,
  numbers: Numbering,
): StructureKeys {
  const own = new Map(layers.map((layer) => [layer.id, numbers.of(describe(layer))]));
  const readers = readersOf(layers);
  const upstream = new Map<LayerId, number>();
  const downstream = new Map<LayerId, number>();
  const inputsBy = ({ inputs }: Layer, keys: ReadonlyMap<LayerId, number>): string =>
    inputs.map(({ layer, output }) => `${keys.get(layer) ?? -1}:${output}`).join();
  const readersBy = ({ id }: Layer, keys: ReadonlyMap<LayerId, number>): string =>
    (readers.get(id) ?? [])
      .map(({ layer, slot }) => `${keys.get(layer) ?? -1}:${slot}`)
      .sort()
      .join();
  for (const layer of layers)
    upstream.set(layer.id, numbers.of(`u${own.get(layer.id) ?? ''}(${inputsBy(layer, upstream)})`));
  for (const layer of [...layers].reverse()) {
    const after = readersBy(layer, downstream);
    downstream.set(layer.id, numbers.of(`d${own.get(layer.id) ?? ''}(${after})`));
  }
  return { own, upstream, downstream };
}
