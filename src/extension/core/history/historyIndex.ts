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
  /** The state of the model in a few words. */
  verdict: v.string(),
  probed: v.boolean(),
  /** Absent in entries from before there were profiles. */
  profiled: v.optional(v.boolean()),
  /** The change since the one before; absent if there is none, or nothing has changed. */
  change: v.optional(v.string()),
  /** Equal for equal networks. */
  network: v.string(),
});
/** One kept report. */
export type HistoryEntry = v.InferOutput<typeof entry>;

/** The most reports kept in one workspace, whatever the setting allows for one model. */
const MOST_ENTRIES = 200;

/** The valid entries of an index; none if the file is not an index. */
export function readIndex(text: string): readonly HistoryEntry[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((one) => v.is(entry, one)) : [];
  } catch {
    return [];
  }
}

/** A hash of the layers, shapes and connections of a network, without its names and places. */
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

/** Keeps every report with a probe or a profile; one without only if its network differs from the one before it. */
export function isWorthKeeping(entries: readonly HistoryEntry[], next: HistoryEntry): boolean {
  if (next.probed || next.profiled) return true;
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
