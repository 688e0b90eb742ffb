import * as v from 'valibot';
import { experimentNames, type ExperimentName } from '../experiment/experiment';
import { inspectRequest, type InspectRequest } from './inspectRequest';

/** The settings of an experiment; the experiment's own where absent. */
export interface ExperimentSettings {
  readonly name: ExperimentName;
  readonly steps?: number | undefined;
  readonly seeds?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly samples?: number | undefined;
  readonly seed: number;
  readonly schedule?: 'constant' | 'cosine' | undefined;
  /** Arms to run, by their ids; all if absent. */
  readonly arms?: readonly string[] | undefined;
  /** Values of an argument that makes the network deeper, in place of dropped blocks: for the experiment on depth. */
  readonly depths?: readonly number[] | undefined;
  /** The name of that argument; found by building where absent. */
  readonly depthArgument?: string | undefined;
}

/** An experiment on a model. `probe` names data, loss and optimizer as for a probe. */
export interface ExperimentRequest extends InspectRequest {
  readonly experiment: ExperimentSettings;
  /** Plan and estimate, and compute no cell. */
  readonly onlyPlan?: boolean | undefined;
  /** The share of one process: every `of`-th cell of the plan, from the `index`-th on. */
  readonly part?: { readonly index: number; readonly of: number } | undefined;
}

const natural = v.pipe(v.number(), v.integer(), v.minValue(1));

export const experimentSettings = v.object({
  name: v.picklist(experimentNames),
  steps: v.optional(natural),
  seeds: v.optional(natural),
  batchSize: v.optional(natural),
  samples: v.optional(natural),
  seed: v.pipe(v.number(), v.integer()),
  schedule: v.optional(v.picklist(['constant', 'cosine'])),
  arms: v.optional(v.array(v.string())),
  depths: v.optional(v.pipe(v.array(natural), v.minLength(2))),
  depthArgument: v.optional(v.string()),
});
const experimentRequest = v.object({
  ...inspectRequest.entries,
  experiment: experimentSettings,
  onlyPlan: v.optional(v.boolean()),
  part: v.optional(v.object({ index: v.pipe(v.number(), v.integer()), of: natural })),
});

export const isExperimentRequest = (payload: unknown): payload is ExperimentRequest =>
  v.is(experimentRequest, payload);

/**
 * Everything in a request that decides the value of a cell. Neither the number of seeds, so that more of them
 * use what is there, nor the part that one process computes.
 */
export function experimentKey(request: ExperimentRequest): unknown {
  const { experiment, probe, ...others } = request;
  const { data, loss, optimizer, learningRate } = probe ?? {};
  return {
    model: { ...others, thresholds: undefined, onlyPlan: undefined, part: undefined },
    settings: { ...experiment, seeds: undefined, arms: undefined },
    training: { data, loss, optimizer, learningRate },
  };
}
