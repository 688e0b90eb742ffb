import * as v from 'valibot';
import type { Json } from '../../shared/base/json';
import { readBudget } from '../../shared/report/budgetText';
import {
  thresholdFault,
  thresholdNames,
  type ThresholdFault,
  type ThresholdName,
} from '../../shared/report/thresholds';

/** The fault of a value; its issue carries this in place of a sentence. */
export type OverridesFault =
  | 'object'
  | 'unknown'
  | 'text'
  | 'list'
  | 'whole-number'
  | 'data'
  | 'budget'
  | Exclude<ThresholdFault, 'unknown'>;

const fault = (name: OverridesFault): string => name;

const json: v.GenericSchema<Json> = v.lazy(() =>
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.null(),
    v.array(json),
    v.record(v.string(), json),
  ]),
);
const wholeNumber = fault('whole-number');
const extent = v.pipe(v.number(wholeNumber), v.integer(wholeNumber), v.minValue(1, wholeNumber));
/** Valibot expects `never` of a key that it does not know. */
const object = ({ expected }: { expected: string | null }): string =>
  expected === 'never' ? fault('unknown') : fault('object');
const path = v.pipe(v.string(), v.minLength(1));
const data = v.union(
  [v.strictObject({ inputs: path, targets: v.optional(path) }), path],
  fault('data'),
);
const budget = v.custom<Readonly<Record<string, string | number>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !('wrong' in readBudget(value as Readonly<Record<string, unknown>>)),
  fault('budget'),
);
const limit = (name: ThresholdName) =>
  v.custom<number>(
    (value) => thresholdFault(name, value) === undefined,
    ({ input }) => thresholdFault(name, input) ?? '',
  );
const limits = Object.fromEntries(thresholdNames.map((name) => [name, v.optional(limit(name))]));
const argumentValues: v.GenericSchema<Record<string, Json>> = v.record(v.string(), json, object);
const site = v.strictObject(
  {
    arguments: v.optional(argumentValues, {}),
    inputShape: v.optional(v.array(extent, fault('list'))),
    data: v.optional(data),
    budget: v.optional(budget),
  },
  object,
);

/** The contents that the overrides file may have. */
export const overridesSchema = v.strictObject(
  {
    $schema: v.optional(v.string(fault('text'))),
    thresholds: v.optional(v.strictObject(limits, object), {}),
    sites: v.optional(v.record(v.string(), site, object), {}),
  },
  object,
);
