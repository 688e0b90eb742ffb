import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { Json } from '../shared/base/json';
import {
  thresholdFault,
  thresholdNames,
  type ThresholdName,
} from '../shared/report/thresholds';

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
const wholeNumber = l10n.t('must be a whole number above 0');
const extent = v.pipe(v.number(wholeNumber), v.integer(wholeNumber), v.minValue(1, wholeNumber));
/** Valibot expects `never` of a key that it does not know. */
const object = ({ expected }: { expected: string | null }): string =>
  expected === 'never' ? l10n.t('is not known here') : l10n.t('must be an object');
const path = v.pipe(v.string(), v.minLength(1));
const data = v.union(
  [v.strictObject({ inputs: path, targets: v.optional(path) }), path],
  l10n.t('must be a path, or { "inputs": path, "targets": path }'),
);
const limit = (name: ThresholdName) =>
  v.custom<number>(
    (value) => thresholdFault(name, value) === undefined,
    ({ input }) =>
      thresholdFault(name, input) === 'not-a-share'
        ? l10n.t('must be a number above 0 and at most 1')
        : l10n.t('must be a number above 0'),
  );
const limits = Object.fromEntries(thresholdNames.map((name) => [name, v.optional(limit(name))]));
const site = v.strictObject(
  {
    arguments: v.optional(v.record(v.string(), json, object), {}),
    inputShape: v.optional(v.array(extent, l10n.t('must be a list of numbers'))),
    data: v.optional(data),
  },
  object,
);

/** What the overrides file may hold. */
export const overridesSchema = v.strictObject(
  {
    $schema: v.optional(v.string(l10n.t('must be a text'))),
    thresholds: v.optional(v.strictObject(limits, object), {}),
    sites: v.optional(v.record(v.string(), site, object), {}),
  },
  object,
);
