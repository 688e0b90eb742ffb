import type { LayerId } from '../../shared/network/network';
import type { LayerProbe } from '../../shared/report/probe';
import type { Finding, Report, Skip } from '../../shared/report/report';
import { probeByLayer } from '../../shared/report/selectors';
import { matchLayers, type LayerMatch } from './matchLayers';

/** Two reports with the layers that stand for each other: before and after an edit, or plain against residual. */
export interface Comparison {
  readonly before: Report;
  readonly after: Report;
  readonly layers: LayerMatch;
  readonly skips: { readonly added: readonly Skip[]; readonly removed: readonly Skip[] };
  readonly findings: { readonly added: readonly Finding[]; readonly removed: readonly Finding[] };
}

/** The items left over after each of `others` has cancelled one with the same key. */
function without<T>(
  items: readonly T[],
  others: readonly T[],
  keys: { readonly of: (item: T) => string; readonly ofOther: (item: T) => string },
): T[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const key = keys.ofOther(other);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return items.filter((item) => {
    const count = left.get(keys.of(item)) ?? 0;
    left.set(keys.of(item), count - 1);
    return count <= 0;
  });
}

export function compareReports(before: Report, after: Report): Comparison {
  const layers = matchLayers(before.network.layers, after.network.layers);
  // In terms of the older network; a layer that it does not have has no such name in it.
  const old = (id: LayerId): string => layers.before.get(id) ?? `+${id}`;
  const skipKeys = {
    ofNew: ({ from, to, kind }: Skip) => `${old(from)}>${old(to)} ${kind}`,
    ofOld: ({ from, to, kind }: Skip) => `${from}>${to} ${kind}`,
  };
  const findingKeys = {
    ofNew: ({ code, layer }: Finding) => `${code} ${old(layer)}`,
    ofOld: ({ code, layer }: Finding) => `${code} ${layer}`,
  };
  const changes = <T>(
    olds: readonly T[],
    news: readonly T[],
    { ofNew, ofOld }: { ofNew: (item: T) => string; ofOld: (item: T) => string },
  ): { added: T[]; removed: T[] } => ({
    added: without(news, olds, { of: ofNew, ofOther: ofOld }),
    removed: without(olds, news, { of: ofOld, ofOther: ofNew }),
  });
  return {
    before,
    after,
    layers,
    skips: changes(before.skips.items, after.skips.items, skipKeys),
    findings: changes(before.findings, after.findings, findingKeys),
  };
}

/** The numbers of both probes for one layer, by the layer of the newer report. */
export interface LayerPair {
  readonly layer: LayerId;
  readonly before: LayerProbe | undefined;
  readonly after: LayerProbe | undefined;
}

/** The layers that both reports have, in the newer one's order. */
export function layerPairs({ before, after, layers }: Comparison): readonly LayerPair[] {
  const [olds, news] = [probeByLayer(before), probeByLayer(after)];
  return [...layers.before].map(([layer, twin]) => ({
    layer,
    before: olds.get(twin),
    after: news.get(layer),
  }));
}

/** After ÷ before; `undefined` if one of the two was not measured or is not above zero. */
export function ratioOf(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined || after === undefined || !(before > 0) || !(after > 0))
    return undefined;
  return after / before;
}
