import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { Failure } from '../base/failures';
import { REPORT_SCHEMA_VERSION, type Report } from './report';

const id = v.string();
const inputs = v.array(v.object({ layer: id, output: v.number() }));
const counts = v.object({ trainable: v.number(), frozen: v.number() });
const place = v.object({ file: v.string(), line: v.number(), column: v.number() });
const layer = v.object({
  id,
  name: v.string(),
  kind: v.string(),
  inputs,
  outputShape: v.array(v.array(v.nullable(v.number()))),
  parameters: counts,
  source: v.array(place),
});
const ends = v.object({ id: v.string(), kind: v.string(), from: id, to: id, slot: v.number() });
const probe = v.object({
  steps: v.number(),
  seeds: v.number(),
  layers: v.array(v.object({ layer: id, weights: v.array(v.object({})), history: v.object({}) })),
  edges: v.array(v.object({})),
  forks: v.array(v.object({ skip: v.string() })),
  cut: v.optional(v.object({ skip: v.string(), to: id })),
});

/** The parts that every view leans on; the whole shape is in `report.schema.json`. */
const report = v.object({
  schemaVersion: v.literal(REPORT_SCHEMA_VERSION),
  model: v.object({ name: v.string(), source: place, arguments: v.array(v.object({})) }),
  backend: v.object({ name: v.string(), tried: v.array(v.object({})) }),
  network: v.object({
    layers: v.array(layer),
    groups: v.array(v.object({ id, name: v.string(), parent: v.nullable(id) })),
    totals: v.object({ layers: v.number(), parameters: v.number() }),
  }),
  skips: v.object({ items: v.array(ends), merges: v.object({ total: v.number() }) }),
  probe: v.optional(probe),
  findings: v.array(v.object({ code: v.string(), layer: id, message: v.string() })),
  notMeasured: v.array(v.object({ quantity: v.string(), reason: v.string() })),
});

/** Whether something from outside is a report, as deep as views look into it. */
export const isWholeReport = (value: unknown): value is Report => v.is(report, value);

/** Reads a report that was written as JSON. Throws a `usage` {@link Failure} that names the file. */
export function readReport(text: string, file: string): Report {
  const value = parsed(text);
  if (isWholeReport(value)) return value;
  throw new Failure('usage', l10n.t('{0} is not a report of this version of SkipScope.', file));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
