import {
  layerId,
  WHOLE_NETWORK,
  type GroupId,
  type Layer,
  type LayerId,
} from '../../shared/network/network';
import type { Report, Skip } from '../../shared/report/report';
import type { Comparison } from './compareReports';

/** The two networks in one, for a single picture. */
export interface Overlay {
  /** The newer report with the removed layers and skips put back where they stood. */
  readonly report: Report;
  /** The parts that only one of the two has; the ids are those of `report`. */
  readonly layers: ReadonlyMap<LayerId, 'added' | 'removed'>;
  readonly skips: ReadonlyMap<string, 'added' | 'removed'>;
}

/** Ids for the removed layers that differ from all ids of the newer network. */
function removedIds({ layers, after }: Comparison): ReadonlyMap<LayerId, LayerId> {
  const taken = new Set<string>(after.network.layers.map(({ id }) => id));
  return new Map(
    layers.removed.map((id) => {
      let name = `removed:${id}`;
      while (taken.has(name)) name = `removed:${name}`;
      taken.add(name);
      return [id, layerId(name)];
    }),
  );
}

/** Older ids in terms of the overlay. */
function namesOf(comparison: Comparison): ReadonlyMap<LayerId, LayerId> {
  const kept = [...comparison.layers.before].map(([now, old]): [LayerId, LayerId] => [old, now]);
  return new Map([...kept, ...removedIds(comparison)]);
}

interface Placed {
  readonly layers: Layer[];
  readonly at: Map<LayerId, number>;
}

/**
 * The newer network's group for layers of the older one: the present group of the nearest kept layer of
 * theirs.
 */
function groupsOfKept({ before, after, layers }: Comparison): Map<LayerId, GroupId> {
  const newer = new Map(after.network.layers.map(({ id, group }) => [id, group]));
  const kept = new Map([...layers.before].map(([now, old]) => [old, newer.get(now)]));
  const found = new Map<LayerId, GroupId>();
  // The layer before it decides, and the one after it if there is none.
  for (const list of [[...before.network.layers].reverse(), before.network.layers]) {
    const nearest = new Map<GroupId, GroupId>();
    for (const { id, group } of list) {
      const now = kept.get(id) ?? nearest.get(group);
      if (now === undefined) continue;
      nearest.set(group, now);
      found.set(id, now);
    }
  }
  return found;
}

/** The same for every layer; a block that was removed whole stands beside the block before it. */
function groupsNow(comparison: Comparison): ReadonlyMap<LayerId, GroupId> {
  const { before, after } = comparison;
  const groups = groupsOfKept(comparison);
  const olds = new Map(before.network.layers.map(({ id, group }) => [id, group]));
  const parents = new Map(after.network.groups.map(({ id, parent }) => [id, parent]));
  for (const { id, group, inputs } of before.network.layers) {
    const [input] = inputs;
    const around = input && groups.get(input.layer);
    if (groups.has(id) || !input || around === undefined) continue;
    const isSame = olds.get(input.layer) === group;
    groups.set(id, isSame ? around : (parents.get(around) ?? WHOLE_NETWORK));
  }
  return groups;
}

/** Inserts each removed layer after the last of its inputs, which keeps the order topological. */
function putBack(comparison: Comparison, names: ReadonlyMap<LayerId, LayerId>): Layer[] {
  const { before, after, layers } = comparison;
  const removed = new Set(layers.removed);
  const order = new Map(after.network.layers.map(({ id }, at) => [id, at]));
  const places = new Map<number, Layer[]>();
  const groups = groupsNow(comparison);
  for (const layer of before.network.layers) {
    const id = names.get(layer.id);
    if (!removed.has(layer.id) || id === undefined) continue;
    const inputs = layer.inputs.map((input) => ({
      ...input,
      layer: names.get(input.layer) ?? input.layer,
    }));
    const place = Math.max(-1, ...inputs.map((input) => order.get(input.layer) ?? -1));
    order.set(id, place);
    const restored = { ...layer, id, inputs, group: groups.get(layer.id) ?? WHOLE_NETWORK };
    places.set(place, [...(places.get(place) ?? []), restored]);
  }
  const merged = [...(places.get(-1) ?? [])];
  after.network.layers.forEach((layer, at) => merged.push(layer, ...(places.get(at) ?? [])));
  return merged;
}

/** Lets kept layers read the removed ones again, as far as those stand before them. */
function reconnect(
  layers: readonly Layer[],
  { before, layers: match }: Comparison,
  names: ReadonlyMap<LayerId, LayerId>,
): Layer[] {
  const olds = new Map(before.network.layers.map((layer) => [layer.id, layer]));
  const back = new Set(match.removed.flatMap((id) => names.get(id) ?? []));
  const placed: Placed = { layers: [], at: new Map(layers.map(({ id }, at) => [id, at])) };
  for (const layer of layers) {
    const twin = olds.get(match.before.get(layer.id) ?? layerId(''));
    const here = placed.at.get(layer.id) ?? 0;
    const lost = (twin?.inputs ?? []).flatMap((input) => {
      const from = names.get(input.layer);
      const isBefore = from !== undefined && back.has(from) && (placed.at.get(from) ?? 0) < here;
      return isBefore ? [{ ...input, layer: from }] : [];
    });
    placed.layers.push(
      lost.length === 0 ? layer : { ...layer, inputs: [...layer.inputs, ...lost] },
    );
  }
  return placed.layers;
}

function skipsBack(comparison: Comparison, names: ReadonlyMap<LayerId, LayerId>): Skip[] {
  return comparison.skips.removed.flatMap((skip) => {
    const [from, to] = [names.get(skip.from), names.get(skip.to)];
    return from === undefined || to === undefined
      ? []
      : [{ ...skip, id: `removed:${skip.id}`, from, to }];
  });
}

/** Both networks of a comparison as one: removed parts are back in their places, marked. */
export function overlay(comparison: Comparison): Overlay {
  const names = namesOf(comparison);
  const layers = reconnect(putBack(comparison, names), comparison, names);
  const back = skipsBack(comparison, names);
  const { after } = comparison;
  return {
    report: {
      ...after,
      network: { ...after.network, layers },
      skips: { ...after.skips, items: [...after.skips.items, ...back] },
    },
    layers: new Map([
      ...comparison.layers.added.map((id) => [id, 'added'] as const),
      ...comparison.layers.removed.flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [[name, 'removed'] as const];
      }),
    ]),
    skips: new Map([
      ...comparison.skips.added.map(({ id }) => [id, 'added'] as const),
      ...back.map(({ id }) => [id, 'removed'] as const),
    ]),
  };
}
