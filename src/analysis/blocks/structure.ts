import type { LayerId, LayerNode, NetworkGraph } from '../../shared/network/network';
import { at } from '../flow/lookup';

/**
 * The connections of the layers, by position in `layers`; constants and position tables do not count as
 * producers.
 */
export interface Structure {
  readonly layers: readonly LayerNode[];
  /** Distinct producers of each layer. */
  readonly inputs: readonly (readonly number[])[];
  /** Distinct readers of each layer. */
  readonly readers: readonly (readonly number[])[];
  readonly outputs: ReadonlySet<number>;
}

export function structureOf({ layers, outputs }: NetworkGraph): Structure {
  const positions = new Map(layers.map(({ id }, index) => [id, index]));
  const aside: boolean[] = [];
  const inputs = layers.map((layer) => {
    const producers = producersOf(layer, positions);
    aside.push(isAside(layer, producers, aside));
    const main = producers.filter((producer) => !at(aside, producer));
    return main.length > 0 ? main : producers;
  });
  const readers: number[][] = layers.map(() => []);
  inputs.forEach((producers, reader) => {
    for (const producer of producers) at(readers, producer).push(reader);
  });
  const returned = new Set(outputs.flatMap(({ layer }) => positions.get(layer) ?? []));
  return { layers, inputs, readers, outputs: returned };
}

function producersOf({ inputs }: LayerNode, positions: ReadonlyMap<LayerId, number>): number[] {
  return [...new Set(inputs.flatMap(({ layer }) => positions.get(layer) ?? []))];
}

/** `true` for a layer that no model input leads to: it only accompanies the data. */
function isAside(
  { operation }: LayerNode,
  producers: readonly number[],
  aside: readonly boolean[],
): boolean {
  if (operation.type === 'input') return false;
  return producers.every((producer) => at(aside, producer));
}
