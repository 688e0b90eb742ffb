import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { Report } from '../../../shared/report/report';

const entry = v.object({
  /** Name of the file with the report, within the history's folder. */
  file: v.pipe(v.string(), v.regex(/^[\w-]+\.json\.gz$/)),
  document: v.string(),
  name: v.string(),
  /** Milliseconds since 1970. */
  at: v.number(),
  /** How the model fared, in a few words. */
  verdict: v.string(),
  probed: v.boolean(),
  /** Equal for equal networks. */
  network: v.string(),
});
/** One report that is kept. */
export type HistoryEntry = v.InferOutput<typeof entry>;

/** Kept in one workspace, whatever a person allows for one model. */
const MOST_ENTRIES = 200;

/** Entries that can be read; a file of another version or hand gives none. */
export function readIndex(text: string): readonly HistoryEntry[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((one) => v.is(entry, one)) : [];
  } catch {
    return [];
  }
}

/** What a network is made of, without its names and places: layers, shapes and connections. */
export function networkHash({ network }: Report): string {
  const places = new Map(network.layers.map(({ id }, index) => [id, index]));
  const parts = network.layers.map(({ kind, outputShape, parameters, inputs }) => [
    kind,
    outputShape,
    parameters,
    inputs.map(({ layer, output }) => [places.get(layer), output]),
  ]);
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex');
}

export const isOf = ({ document, name }: HistoryEntry, site: ModelKey): boolean =>
  document === site.document && name === site.name;

/** A report without a probe is worth keeping only where it shows another network than the one before it. */
export function isWorthKeeping(entries: readonly HistoryEntry[], next: HistoryEntry): boolean {
  if (next.probed) return true;
  const [latest] = entries.filter((one) => isOf(one, next));
  return latest?.network !== next.network;
}

/** The newest `most` of each model, and {@link MOST_ENTRIES} in all; newest first. */
export function bounded(entries: readonly HistoryEntry[], most: number): readonly HistoryEntry[] {
  const counts = new Map<string, number>();
  return [...entries]
    .sort((a, b) => b.at - a.at)
    .filter(({ document, name }) => {
      const key = `${document}#${name}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= most;
    })
    .slice(0, MOST_ENTRIES);
}
