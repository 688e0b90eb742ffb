import * as v from 'valibot';
import { findingCodes, severities } from './finding';
import { REPORT_SCHEMA_VERSION, type Report } from './report';

const id = v.string();
const inputs = v.array(v.object({ layer: id, output: v.number() }));
const counts = v.object({ trainable: v.number(), frozen: v.number() });
const place = v.object({ file: v.string(), line: v.number(), column: v.number() });
const message = v.object({ code: v.string(), values: v.optional(v.record(v.string(), v.any())) });
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
});

/** The parts that all versions have in common. */
export const commonParts = {
  model: v.object({
    name: v.string(),
    source: place,
    arguments: v.array(v.object({})),
    standIns: v.optional(v.array(v.object({ module: v.string(), source: place }))),
  }),
  groups: v.array(v.object({ id, name: v.string(), parent: v.nullable(id) })),
  layer,
  totals: v.object({ layers: v.number(), parameters: v.number() }),
  skips: v.array(ends),
  merges: v.object({ total: v.number() }),
  probe,
  ends,
};

const limit = v.object({ name: v.string(), value: v.number(), origin: v.string() });
const finding = v.object({
  code: v.picklist(findingCodes),
  severity: v.picklist(severities),
  layer: id,
  evidence: v.object({ layers: v.array(id) }),
  limits: v.array(limit),
  written: v.optional(v.object({ message: v.string(), suggestion: v.string() })),
});

const byPass = v.object({ forward: v.number(), backward: v.number() });
const spread = v.object({ lower: v.number(), median: v.number(), upper: v.number() });
const layerCounts = v.object({
  macs: v.optional(byPass),
  parameters: counts,
  buffers: v.number(),
  weightBytes: v.record(v.string(), v.number()),
});
const profile = v.object({
  batchSize: v.number(),
  totals: layerCounts,
  layers: v.array(
    v.object({
      layer: id,
      counts: layerCounts,
      time: v.optional(v.object({ total: spread, share: v.number() })),
    }),
  ),
  step: v.optional(v.object({ untapped: spread })),
  memory: v.optional(
    v.object({ peak: v.number(), curve: v.array(v.object({ bytes: v.number() })) }),
  ),
  batches: v.optional(v.object({ points: v.array(v.object({ step: spread })) })),
});

/** The parts that every view relies on; the whole shape is in `report.schema.json`. */
const report = v.object({
  schemaVersion: v.literal(REPORT_SCHEMA_VERSION),
  model: commonParts.model,
  runtime: v.object({
    library: v.string(),
    backend: v.string(),
    tried: v.array(v.object({ name: v.string(), reason: message })),
  }),
  network: v.object({
    layers: v.array(layer),
    groups: commonParts.groups,
    totals: commonParts.totals,
  }),
  skips: v.object({
    items: commonParts.skips,
    ambiguous: v.array(v.object({ ...ends.entries, why: message })),
    merges: commonParts.merges,
  }),
  probe: v.optional(
    v.object({
      ...probe.entries,
      ablated: v.optional(
        v.array(v.object({ skip: v.string(), from: id, to: id, slot: v.number() })),
      ),
    }),
  ),
  profile: v.optional(profile),
  findings: v.array(finding),
  notMeasured: v.array(v.object({ quantity: v.string(), reason: message })),
  refused: v.optional(
    v.object({
      layer: id,
      slots: v.array(v.number()),
      fit: v.optional(
        v.object({ slot: v.number(), axes: v.number(), channels: v.number(), strides: v.number() }),
      ),
    }),
  ),
});

/** Checks whether a value from outside is a report of this version, as deep as views read it. */
export const isReport = (value: unknown): value is Report => v.is(report, value);
