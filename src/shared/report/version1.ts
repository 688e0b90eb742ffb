import * as v from 'valibot';
import type { Json } from '../base/json';
import { layerId, type LayerId } from '../network/network';
import { asWritten } from './asWritten';
import { findingCodes, severities, type WrittenFinding } from './finding';
import { commonParts } from './guard';
import { quantities, type NotMeasured, type Quantity } from './notMeasured';
import { REPORT_SCHEMA_VERSION } from './report';
import { isThresholdName, limitOf, thresholds, type Limit } from './thresholds';

const macs = v.object({ flops: v.optional(v.number()) });
const limit = v.object({ name: v.string(), value: v.number() });
const oldFinding = v.looseObject({
  code: v.picklist(findingCodes),
  severity: v.picklist(severities),
  layer: v.string(),
  message: v.string(),
  suggestion: v.string(),
  evidence: v.objectWithRest(
    { layers: v.optional(v.array(v.string())) },
    v.any() as v.GenericSchema<Json>,
  ),
  threshold: v.optional(v.object({ ...limit.entries, also: v.optional(v.array(limit)) })),
  source: v.optional(v.looseObject({})),
});
const oldGap = v.looseObject({ quantity: v.string(), reason: v.string() });

/** The parts of schema version 1 that changed; all others pass as they are. */
const reportOfVersion1 = v.looseObject({
  schemaVersion: v.literal(1),
  model: v.looseObject({ ...commonParts.model.entries, framework: v.string() }),
  backend: v.object({
    name: v.string(),
    device: v.string(),
    version: v.string(),
    tried: v.array(v.looseObject({ name: v.string(), reason: v.string() })),
  }),
  network: v.looseObject({
    layers: v.array(v.looseObject({ ...commonParts.layer.entries, ...macs.entries })),
    totals: v.looseObject({ ...commonParts.totals.entries, ...macs.entries }),
  }),
  skips: v.looseObject({
    ambiguous: v.array(v.looseObject({ why: v.string() })),
  }),
  probe: v.optional(v.looseObject({ cut: v.optional(v.looseObject({})) })),
  findings: v.array(oldFinding),
  notMeasured: v.array(oldGap),
});

/**
 * A report of schema version 1 in the shape of version 2, to be guarded as one; `undefined` for anything else.
 * Its sentences cannot become codes again: they stay as they were written.
 */
export function fromVersion1(value: unknown): unknown {
  if (!v.is(reportOfVersion1, value)) return undefined;
  const { backend, model, network, skips, probe, findings, notMeasured, ...rest } = value;
  const { framework, ...ownModel } = model;
  const { name, tried, ...ran } = backend;
  return {
    ...rest,
    schemaVersion: REPORT_SCHEMA_VERSION,
    model: ownModel,
    runtime: {
      framework,
      library: 'TensorFlow.js',
      backend: name,
      ...ran,
      tried: tried.map((one) => ({ ...one, reason: asWritten(one.reason) })),
    },
    network: {
      ...network,
      layers: network.layers.map(withMacs),
      totals: withMacs(network.totals),
    },
    skips: {
      ...skips,
      ambiguous: skips.ambiguous.map((skip) => ({ ...skip, why: asWritten(skip.why) })),
    },
    ...(probe && { probe: withAblated(probe) }),
    findings: findings.map(toFinding),
    notMeasured: notMeasured.map(toGap),
  };
}

/** The `flops` of version 1 were MACs. */
function withMacs<T extends { readonly flops?: number | undefined }>({ flops, ...rest }: T) {
  return { ...rest, ...(flops !== undefined && { macs: flops }) };
}

function withAblated<T extends { readonly cut?: unknown }>({ cut, ...rest }: T) {
  return { ...rest, ...(cut !== undefined && { ablated: [cut] }) };
}

function toFinding(old: v.InferOutput<typeof oldFinding>): WrittenFinding {
  const { code, severity, layer, message, suggestion, evidence, threshold, source } = old;
  const limits = threshold ? [threshold, ...(threshold.also ?? [])] : [];
  return {
    code,
    variant: 'as-written',
    severity,
    layer: layerId(layer),
    written: { message, suggestion },
    evidence: { ...evidence, layers: (evidence.layers ?? [layer]) as LayerId[] },
    limits: limits.flatMap(toLimit),
    ...(source && { source: source as unknown as NonNullable<WrittenFinding['source']> }),
  };
}

/** A value that is not the default was the user's own. */
function toLimit({ name, value }: v.InferOutput<typeof limit>): Limit[] {
  if (!isThresholdName(name)) return [];
  return [value === thresholds[name].value ? limitOf(name) : limitOf(name, value)];
}

const isQuantity = (name: string): name is Quantity =>
  (quantities as readonly string[]).includes(name);

/** Version 1 named forks by `fork` and the skip's id, and some quantities in the user's language. */
function toGap({ quantity, reason, ...rest }: v.InferOutput<typeof oldGap>): NotMeasured {
  const skip = /^fork (.*)$/.exec(quantity)?.[1];
  const place = { ...rest, reason: asWritten(reason) };
  if (skip !== undefined) return { quantity: 'fork', skip, ...place };
  if (isQuantity(quantity)) return { quantity, ...place };
  return { quantity: 'as-written', written: quantity, ...place };
}
