import * as v from 'valibot';
import {
  EXPERIMENT_SCHEMA_VERSION,
  experimentNames,
  type ExperimentCell,
  type ExperimentDraft,
  type ExperimentResult,
} from './experiment';
import type { ExperimentOffer } from './offer';

const anyMessage = v.object({
  code: v.string(),
  values: v.optional(v.record(v.string(), v.any())),
});
const numbers = v.record(v.string(), v.number());
const cell = v.object({
  arm: v.string(),
  seed: v.number(),
  outcome: v.picklist(['done', 'diverged']),
  numbers,
  curve: v.optional(v.array(v.tuple([v.number(), v.nullable(v.number())]))),
  series: v.optional(v.record(v.string(), v.array(v.nullable(v.number())))),
  plane: v.optional(
    v.object({ points: v.number(), reach: v.number(), loss: v.array(v.nullable(v.number())) }),
  ),
  weightsSha256: v.optional(v.string()),
  learningRate: v.optional(v.number()),
  of: v.string(),
  cpuSeconds: v.number(),
});
const options = v.object({
  steps: v.number(),
  seeds: v.number(),
  seed: v.number(),
  batchSize: v.number(),
  optimizer: v.string(),
  learningRate: v.optional(v.number()),
  schedule: v.picklist(['constant', 'cosine']),
  samples: v.number(),
});
const common = {
  experiment: v.picklist(experimentNames),
  model: v.object({ name: v.string(), source: v.object({ file: v.string(), line: v.number() }) }),
  runtime: v.object({ library: v.string(), version: v.string(), backend: v.string() }),
  options,
  data: v.object({ kind: v.picklist(['synthetic', 'file']), name: v.string() }),
  arms: v.array(
    v.object({
      id: v.string(),
      title: anyMessage,
      cut: v.array(v.object({ to: v.string(), slot: v.number(), as: v.string() })),
    }),
  ),
};
const estimate = v.object({
  cells: v.number(),
  pilots: v.number(),
  secondsPerCell: v.number(),
  seconds: v.number(),
});
const draft = v.object({
  ...common,
  plan: v.array(v.object({ id: v.string(), arm: v.string(), seed: v.number() })),
  estimate: v.optional(estimate),
  kept: v.array(v.object({ id: v.string(), value: cell })),
});
const result = v.object({
  ...common,
  schemaVersion: v.literal(EXPERIMENT_SCHEMA_VERSION),
  cells: v.array(cell),
  measured: v.array(v.object({ measure: v.string(), arm: v.string(), mean: v.number() })),
  comparisons: v.array(v.object({ measure: v.string(), arm: v.string(), verdict: v.string() })),
  verdict: v.object({ sentences: v.array(anyMessage), tone: v.string() }),
});

const offers = v.array(
  v.object({
    experiment: v.picklist(experimentNames),
    cost: v.optional(
      v.object({
        options,
        estimate,
        arms: v.array(v.string()),
        mainArms: v.array(v.string()),
      }),
    ),
    refusal: v.optional(anyMessage),
  }),
);

/** Check whether a value from another process or a file is one, as deep as others read it. */
export const isExperimentCell = (value: unknown): value is ExperimentCell => v.is(cell, value);
export const isExperimentDraft = (value: unknown): value is ExperimentDraft => v.is(draft, value);
export const isExperimentOffers = (value: unknown): value is readonly ExperimentOffer[] =>
  v.is(offers, value);
export const isExperimentResult = (value: unknown): value is ExperimentResult =>
  v.is(result, value);
