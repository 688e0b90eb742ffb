import { diffArrays } from 'diff';
import type { Layer, LayerId } from '../../shared/network/network';
import { byKind, exactly, Numbering, structureKeys, type StructureKeys } from './structureKeys';

/** The layers of two networks that stand for each other. */
export interface LayerMatch {
  /** By the layer of the newer network, in its order. */
  readonly before: ReadonlyMap<LayerId, LayerId>;
  /** Layers that only the newer network has, in its order. */
  readonly added: readonly LayerId[];
  /** Layers that only the older network has, in its order. */
  readonly removed: readonly LayerId[];
}

type KeyOf = (layer: Layer, keys: StructureKeys) => string;
const pick =
  (...names: readonly (keyof StructureKeys)[]): KeyOf =>
  ({ id }, keys) =>
    names.map((name) => keys[name].get(id)).join();

interface Sign {
  readonly describe: (layer: Layer) => string;
  readonly keyOf: KeyOf;
}
const named: KeyOf = (layer, keys) => `${pick('own')(layer, keys)} ${layer.name}`;

/** Criteria for pairing two layers, strictest first: equal surroundings in both directions, then in one. */
const sureSigns: readonly Sign[] = [
  { describe: exactly, keyOf: pick('upstream', 'downstream') },
  { describe: exactly, keyOf: pick('upstream') },
  { describe: exactly, keyOf: pick('downstream') },
  { describe: byKind, keyOf: pick('upstream', 'downstream') },
];
/** Pairs layers of equal structure in different places: they moved. Those that kept their name come first. */
const movedSigns: readonly Sign[] = [
  { describe: exactly, keyOf: named },
  { describe: exactly, keyOf: pick('own') },
];
/** The layers that no structure pairs. */
const nameSigns: readonly Sign[] = [{ describe: byKind, keyOf: named }];

function buckets(
  layers: readonly Layer[],
  keyOf: (layer: Layer) => string,
): Map<string, readonly Layer[]> {
  const found = new Map<string, Layer[]>();
  for (const layer of layers) {
    const key = keyOf(layer);
    const bucket = found.get(key);
    if (bucket) bucket.push(layer);
    else found.set(key, [layer]);
  }
  return found;
}

/** Of layers that structure does not tell apart, equal names belong together; the rest go in order. */
function pairUp(before: readonly Layer[], after: readonly Layer[]): [LayerId, LayerId][] {
  if (before.length === 1 && after.length === 1)
    return before.map(({ id }) => [after[0]?.id ?? id, id]);
  const byName = new Map(before.map((layer) => [layer.name, layer]));
  const named = after.flatMap((layer): [LayerId, LayerId][] => {
    const twin = byName.get(layer.name);
    byName.delete(layer.name);
    return twin ? [[layer.id, twin.id]] : [];
  });
  const [takenNews, takenOlds] = [0, 1].map((side) => new Set(named.map((pair) => pair[side])));
  const olds = before.filter(({ id }) => !takenOlds?.has(id));
  const ordered = after
    .filter(({ id }) => !takenNews?.has(id))
    .flatMap(({ id }, at): [LayerId, LayerId][] => {
      const twin = olds[at];
      return twin ? [[id, twin.id]] : [];
    });
  return [...named, ...ordered];
}

/** Above this many differences an alignment is meaningless, and its time grows with their square. */
const MOST_DIFFERENCES = 3000;

/** Aligns two sequences: pairs equal layers that follow each other in the same order. */
function inOrder(
  before: readonly Layer[],
  after: readonly Layer[],
  [oldKeys, newKeys]: readonly [StructureKeys, StructureKeys],
): [LayerId, LayerId][] {
  const [olds, news] = [
    before.map(({ id }) => oldKeys.own.get(id)),
    after.map(({ id }) => newKeys.own.get(id)),
  ];
  const runs = diffArrays(olds, news, { maxEditLength: MOST_DIFFERENCES });
  const pairs: [LayerId, LayerId][] = [];
  let [old, now] = [0, 0];
  for (const { added, removed, count } of runs ?? []) {
    for (let at = 0; at < count && !added && !removed; at++) {
      const [twin, layer] = [before[old + at], after[now + at]];
      if (twin && layer) pairs.push([layer.id, twin.id]);
    }
    if (!added) old += count;
    if (!removed) now += count;
  }
  return pairs;
}

class Matching {
  readonly pairs = new Map<LayerId, LayerId>();
  private readonly used = new Set<LayerId>();
  private readonly keys = new Map<Sign['describe'], readonly [StructureKeys, StructureKeys]>();

  constructor(
    private readonly before: readonly Layer[],
    private readonly after: readonly Layer[],
  ) {}

  get olds(): readonly Layer[] {
    return this.before.filter(({ id }) => !this.used.has(id));
  }

  get news(): readonly Layer[] {
    return this.after.filter(({ id }) => !this.pairs.has(id));
  }

  bySigns(signs: readonly Sign[]): void {
    for (const { describe, keyOf } of signs) {
      const [oldKeys, newKeys] = this.keysBy(describe);
      const candidates = buckets(this.olds, (layer) => keyOf(layer, oldKeys));
      for (const [key, bucket] of buckets(this.news, (layer) => keyOf(layer, newKeys)))
        this.add(pairUp(candidates.get(key) ?? [], bucket));
    }
  }

  byOrder(describe: Sign['describe']): void {
    this.add(inOrder(this.olds, this.news, this.keysBy(describe)));
  }

  private add(pairs: readonly [LayerId, LayerId][]): void {
    for (const [id, twin] of pairs) {
      this.pairs.set(id, twin);
      this.used.add(twin);
    }
  }

  private keysBy(describe: Sign['describe']): readonly [StructureKeys, StructureKeys] {
    const known = this.keys.get(describe);
    if (known) return known;
    const numbers = new Numbering();
    const keys = [
      structureKeys(this.before, describe, numbers),
      structureKeys(this.after, describe, numbers),
    ] as const;
    this.keys.set(describe, keys);
    return keys;
  }
}

/**
 * Pairs the layers of two networks by structure first and name second. The structure above and below each
 * layer is numbered once, which finds equal parts in linear time; the layers between these are aligned in
 * order, first by kind, shape and size, at last by kind alone.
 */
export function matchLayers(before: readonly Layer[], after: readonly Layer[]): LayerMatch {
  const matching = new Matching(before, after);
  matching.bySigns(sureSigns);
  matching.byOrder(exactly);
  matching.bySigns(movedSigns);
  matching.byOrder(byKind);
  matching.bySigns(nameSigns);
  const pairs = after.flatMap(({ id }): [LayerId, LayerId][] => {
    const twin = matching.pairs.get(id);
    return twin === undefined ? [] : [[id, twin]];
  });
  return {
    before: new Map(pairs),
    added: matching.news.map(({ id }) => id),
    removed: matching.olds.map(({ id }) => id),
  };
}
