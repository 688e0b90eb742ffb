import { experimentNames, type ExperimentName } from '../../shared/experiment/experiment';
import type { ExperimentSettings } from '../../shared/protocol/experimentRequest';
import { text, usage, type Flags, type Values } from '../terminal/flags';
import { natural, readRunOptions, trainingFlags, type RunOptions } from './runOptions';

/** One experiment as the command line asks for it. */
export interface ExperimentOptionsHere {
  readonly target: string;
  readonly run: RunOptions;
  readonly settings: ExperimentSettings;
  /** Seconds that training may take. */
  readonly budget: number;
  readonly processes: number;
  /** Plan and estimate only. */
  readonly estimate: boolean;
  readonly outputs: { readonly json?: string; readonly csv?: string; readonly html?: string };
}

export const experimentFlags: Flags = {
  ...trainingFlags,
  seeds: { type: 'string' },
  list: { type: 'boolean' },
  estimate: { type: 'boolean' },
  budget: { type: 'string' },
  samples: { type: 'string' },
  arm: { type: 'string', multiple: true },
  depths: { type: 'string' },
  'depth-argument': { type: 'string' },
  processes: { type: 'string' },
  json: { type: 'string' },
  csv: { type: 'string' },
  html: { type: 'string' },
};

const SECONDS = { s: 1, m: 60, h: 3600 } as const;
const USUAL_BUDGET = 5 * 60;

function readBudget(given: string | undefined): number {
  if (given === undefined) return USUAL_BUDGET;
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(given) ?? [];
  if (count === undefined)
    throw usage(`--budget takes a time such as 1m, 5m or 15m, and got ${given}.`);
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}

function readName(given: string): ExperimentName {
  const name = experimentNames.find((known) => known === given);
  if (!name)
    throw usage(`There is no experiment ${given}; there are ${experimentNames.join(', ')}.`);
  return name;
}

/** `--depths 8,20,56`: at least two values of an argument. */
function readDepths(values: Values): Pick<ExperimentSettings, 'depths' | 'depthArgument'> {
  const [given, depthArgument] = ['depths', 'depth-argument'].map((name) => text(values, name));
  if (given === undefined) {
    if (depthArgument !== undefined) throw usage('--depth-argument needs --depths as well.');
    return {};
  }
  const depths = given.split(',').map(Number);
  if (depths.length < 2 || !depths.every((depth) => Number.isInteger(depth) && depth > 0))
    throw usage(`--depths takes whole numbers such as 8,20,56, and got ${given}.`);
  return { depths, ...(depthArgument !== undefined && { depthArgument }) };
}

function readOutputs(values: Values): ExperimentOptionsHere['outputs'] {
  const [json, csv, html] = ['json', 'csv', 'html'].map((name) => text(values, name));
  return {
    ...(json !== undefined && { json }),
    ...(csv !== undefined && { csv }),
    ...(html !== undefined && { html }),
  };
}

const MOST_PROCESSES = 4;

/** The processes of an experiment on so many cores: one core is left to the user. */
export const mostProcesses = (cores: number): number =>
  Math.max(1, Math.min(MOST_PROCESSES, cores - 1));

/** Reads `NAME FILE#MODEL` and its flags. Throws a `usage` failure for what does not fit. */
export function readExperiment(
  operands: readonly string[],
  values: Values,
  cores: number,
): ExperimentOptionsHere {
  const [name = '', target, ...more] = operands;
  if (target === undefined) throw usage('experiment takes NAME and FILE[#MODEL].');
  if (more.length > 0) throw usage(`experiment takes one FILE, and got ${more.join(' ')} as well.`);
  const run = readRunOptions(values);
  const arms = values['arm'];
  return {
    target,
    run,
    settings: {
      name: readName(name),
      seed: run.probe?.seed ?? 1,
      steps: natural(values, 'steps'),
      seeds: natural(values, 'seeds'),
      batchSize: natural(values, 'batch'),
      samples: natural(values, 'samples'),
      ...(Array.isArray(arms) && { arms: arms.map(String) }),
      ...readDepths(values),
    },
    budget: readBudget(text(values, 'budget')),
    processes: natural(values, 'processes') ?? mostProcesses(cores),
    estimate: values['estimate'] === true,
    outputs: readOutputs(values),
  };
}
