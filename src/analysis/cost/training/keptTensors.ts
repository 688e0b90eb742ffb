import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { ByPass } from '../../../shared/report/profile';
import { entryBytesOf } from '../tensorSize';
import { gradientNeeds, type GradientNeeds } from './gradientNeeds';
import type { KeepingRules } from './keepingRules';
import { slotKey } from './keys';
import { batchBytes } from './layerCounts';
import { isView } from './views';

/** The tensors of one forward pass, and those that its backward pass keeps; outputs by their layer. */
export interface KeptTensors {
  readonly needs: GradientNeeds;
  /** Bytes of the memory that a layer's outputs take; 0 for one that shows its input's. */
  readonly output: ReadonlyMap<LayerId, number>;
  /** The layer whose memory the outputs of a layer lie in. */
  readonly holder: ReadonlyMap<LayerId, LayerId>;
  /** Layers whose outputs are kept. */
  readonly kept: ReadonlySet<LayerId>;
  /** The layers whose backward passes wait for the memory of a kept output. */
  readonly waiting: ReadonlyMap<LayerId, readonly LayerId[]>;
  /** Bytes that a layer keeps beside its output. */
  readonly internals: ReadonlyMap<LayerId, number>;
  /** Bytes that a layer's passes take while they run. */
  readonly transient: ReadonlyMap<LayerId, ByPass>;
  /** Bytes of kept outputs that only slots of shortcuts keep, by layer. */
  readonly heldBySkips: ReadonlyMap<LayerId, number>;
}

interface Asked {
  readonly batchSize: number;
  /** Slots that shortcuts arrive at. */
  readonly shortcuts: ReadonlySet<string>;
}

/** A layer that keeps an output, and the slot that it reads it by; its own output has none. */
interface Saver {
  readonly by: LayerId;
  readonly slot?: string;
}

function saversOf(
  layers: readonly LayerNode[],
  rules: KeepingRules,
  { needs, holder }: Pick<KeptTensors, 'needs' | 'holder'>,
): Map<LayerId, Saver[]> {
  const savers = new Map<LayerId, Saver[]>();
  const save = (id: LayerId, saver: Saver): void => {
    const held = holder.get(id) ?? id;
    savers.set(held, [...(savers.get(held) ?? []), saver]);
  };
  for (const layer of layers) {
    if (!needs.reaches(layer.id) || isView(layer)) continue;
    if (rules.savesOutput(layer)) save(layer.id, { by: layer.id });
    if (!rules.savesInputs(layer)) continue;
    layer.inputs.forEach(({ layer: from }, slot) =>
      save(from, { by: layer.id, slot: slotKey(layer.id, slot) }),
    );
  }
  return savers;
}

/** The layer that owns the memory behind each output. */
function holdersOf(layers: readonly LayerNode[]): Map<LayerId, LayerId> {
  const holder = new Map<LayerId, LayerId>();
  for (const layer of layers) {
    const [first] = layer.inputs;
    const shown = first && isView(layer) ? (holder.get(first.layer) ?? first.layer) : layer.id;
    holder.set(layer.id, shown);
  }
  return holder;
}

function bytesOfPasses({ forward, backward }: ByPass, layer: LayerNode, batchSize: number): ByPass {
  const bytes = entryBytesOf(layer, 0) * (layer.batchAxis === null ? 1 : batchSize);
  return { forward: bytes * forward, backward: bytes * backward };
}

/** Finds what a backward pass by these rules keeps; `undefined` if an extent is unknown. */
export function keptTensors(
  { layers }: Pick<NetworkGraph, 'layers'>,
  rules: KeepingRules,
  { batchSize, shortcuts }: Asked,
): KeptTensors | undefined {
  const output = new Map<LayerId, number>();
  const internals = new Map<LayerId, number>();
  const transient = new Map<LayerId, ByPass>();
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const needs = gradientNeeds({ layers });
  for (const layer of layers) {
    const bytes = batchBytes(layer, batchSize);
    if (bytes === undefined) return undefined;
    output.set(layer.id, isView(layer) ? 0 : bytes);
    if (needs.reaches(layer.id)) internals.set(layer.id, bytes * rules.internals(layer));
    transient.set(layer.id, bytesOfPasses(rules.transient(layer, byId), layer, batchSize));
  }
  const holder = holdersOf(layers);
  const savers = saversOf(layers, rules, { needs, holder });
  const heldBySkips = [...savers].filter(([, all]) =>
    all.every(({ slot }) => slot !== undefined && shortcuts.has(slot)),
  );
  return {
    needs,
    output,
    holder,
    internals,
    transient,
    kept: new Set(savers.keys()),
    waiting: new Map([...savers].map(([id, all]) => [id, all.map(({ by }) => by)])),
    heldBySkips: new Map(heldBySkips.map(([id]) => [id, output.get(id) ?? 0])),
  };
}
