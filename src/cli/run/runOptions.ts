import path from 'node:path';
import { DIGITS } from '../../shared/experiment/shippedData';
import { shippedDigits } from '../terminal/bundle';
import type { Json } from '../../shared/base/json';
import {
  backendNames,
  longestSeconds,
  oneBatchSeconds,
  standardLimits,
  standardProbe,
  type InspectRequest,
  type DataPlace,
  type ProbeOptions,
} from '../../shared/protocol/inspectRequest';
import type { PythonChoice } from '../../engineClient/python/pythonHelper';
import type { OwnThresholds } from '../../shared/report/thresholds';
import { thresholdComplaint } from '../../shared/words/thresholdWords';
import { text, usage, type Flags, type Values } from '../terminal/flags';

/** The options of a run, independent of the model. */
export interface RunOptions extends Pick<
  InspectRequest,
  'arguments' | 'inputShape' | 'backend' | 'allowNetwork' | 'thresholds' | 'probe'
> {
  readonly deadlineSeconds: number;
  readonly memoryMegabytes: number;
  /** The user's own Python for definitions in Python; the embedded one where absent. */
  readonly python?: PythonChoice;
}

/** Flags of commands that train a model. */
export const trainingFlags: Flags = {
  arg: { type: 'string', multiple: true },
  threshold: { type: 'string', multiple: true },
  'input-shape': { type: 'string' },
  'allow-network': { type: 'boolean' },
  steps: { type: 'string' },
  batch: { type: 'string' },
  seed: { type: 'string' },
  backend: { type: 'string' },
  data: { type: 'string' },
  inputs: { type: 'string' },
  targets: { type: 'string' },
  loss: { type: 'string' },
  optimizer: { type: 'string' },
  'learning-rate': { type: 'string' },
  timeout: { type: 'string' },
  memory: { type: 'string' },
  python: { type: 'string' },
};

/** Flags of commands that probe. */
export const runFlags: Flags = {
  ...trainingFlags,
  seeds: { type: 'string' },
  'no-probe': { type: 'boolean' },
  'one-batch': { type: 'boolean' },
};

/** Throws a `usage` failure that names the flag whose value does not fit. */
export function readRunOptions(values: Values): RunOptions {
  const inputShape = text(values, 'input-shape');
  const thresholds = readThresholds(values['threshold']);
  return {
    arguments: readArguments(values['arg']),
    ...(inputShape === undefined ? {} : { inputShape: readShape(inputShape) }),
    backend: readBackend(text(values, 'backend') ?? 'auto'),
    ...(values['allow-network'] === true && { allowNetwork: true }),
    ...(Object.keys(thresholds).length > 0 && { thresholds }),
    probe: values['no-probe'] === true ? null : readProbe(values),
    deadlineSeconds: seconds(values, 'timeout') ?? standardLimits.deadlineSeconds,
    memoryMegabytes: natural(values, 'memory') ?? standardLimits.memoryMegabytes,
    ...readPython(text(values, 'python')),
  };
}

/** A terminal runs definitions in the embedded Python unless it is told of another. */
const readPython = (file: string | undefined): Pick<RunOptions, 'python'> =>
  file === undefined ? {} : { python: { file, route: 'auto' } };

function readProbe(values: Values): ProbeOptions {
  const data = readData(values);
  return {
    steps: natural(values, 'steps') ?? standardProbe.steps,
    seeds: natural(values, 'seeds') ?? standardProbe.seeds,
    batchSize: natural(values, 'batch') ?? standardProbe.batchSize,
    seed: number(values, 'seed', Number.isInteger, 'a whole number') ?? standardProbe.seed,
    loss: text(values, 'loss'),
    optimizer: text(values, 'optimizer'),
    learningRate: above(0, values, 'learning-rate'),
    ...(data && { data }),
    ...(values['one-batch'] === true && { oneBatchSeconds }),
  };
}

/** `--data` if one place holds everything; `--inputs` and `--targets` for files of their own. */
function readData(values: Values): DataPlace | undefined {
  const [data, given, targets] = ['data', 'inputs', 'targets'].map((flag) => text(values, flag));
  if (data !== undefined && given !== undefined) {
    throw usage('--data and --inputs name the same thing; give one of them.');
  }
  const inputs = data ?? given;
  if (inputs === undefined) {
    if (targets !== undefined) throw usage('--targets needs --inputs as well.');
    return undefined;
  }
  if (inputs === DIGITS && targets === undefined) return { inputs: shippedDigits() };
  return {
    inputs: path.resolve(inputs),
    ...(targets !== undefined && { targets: path.resolve(targets) }),
  };
}

function readThresholds(given: Values[string] | undefined): OwnThresholds {
  const assignments = Array.isArray(given) ? given.map(String) : [];
  return Object.fromEntries(assignments.map(readThreshold));
}

function readThreshold(assignment: string): [string, number] {
  const [name = '', given = ''] = assignment.split('=', 2);
  const value = given.trim() === '' ? NaN : Number(given);
  const why = thresholdComplaint(name, value);
  if (why !== undefined) throw usage(`--threshold ${assignment}: ${why}`);
  return [name, value];
}

function readArguments(given: Values[string] | undefined): InspectRequest['arguments'] {
  const assignments = Array.isArray(given) ? given.map(String) : [];
  return Object.fromEntries(assignments.map(readArgument));
}

function readArgument(assignment: string): [string, Json] {
  const sign = assignment.indexOf('=');
  if (sign < 1) throw usage(`--arg takes NAME=JSON, and got ${assignment}.`);
  const value = assignment.slice(sign + 1);
  try {
    return [assignment.slice(0, sign), JSON.parse(value) as Json];
  } catch {
    throw usage(`--arg ${assignment}: ${value} is not JSON (a text is written '"${value}"').`);
  }
}

function readShape(given: string): number[] {
  const extents = given.split(',').map(Number);
  if (!extents.every((extent) => Number.isInteger(extent) && extent > 0)) {
    throw usage(`--input-shape takes numbers such as 32,32,3, and got ${given}.`);
  }
  return extents;
}

function readBackend(given: string): InspectRequest['backend'] {
  const names = ['auto', ...backendNames] as const;
  const name = names.find((known) => known === given);
  if (!name) throw usage(`--backend takes ${names.join(', ')}; it got ${given}.`);
  return name;
}

/** A whole number above 0; throws a `usage` failure for anything else. */
export const natural = (values: Values, flag: string): number | undefined =>
  number(values, flag, (value) => Number.isInteger(value) && value > 0, 'a whole number above 0');

const above = (limit: number, values: Values, flag: string): number | undefined =>
  number(
    values,
    flag,
    (value) => value > limit && Number.isFinite(value),
    `a number above ${limit}`,
  );

const seconds = (values: Values, flag: string): number | undefined =>
  number(
    values,
    flag,
    (value) => value > 0 && value <= longestSeconds,
    `a number above 0 and up to ${longestSeconds}`,
  );

function number(
  values: Values,
  flag: string,
  fits: (value: number) => boolean,
  what: string,
): number | undefined {
  const given = text(values, flag);
  if (given === undefined) return undefined;
  const value = given.trim() === '' ? NaN : Number(given);
  if (!fits(value)) throw usage(`--${flag} takes ${what}, and got ${given}.`);
  return value;
}
