import * as v from 'valibot';
import { Failure } from '../shared/base/failures';
import type { Json } from '../shared/base/json';

/** Where a workspace keeps what its definitions are built with. */
const OVERRIDES_FILE = '.skipscope.json';

/** What the user set for one definition. */
export interface SiteOverrides {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly inputShape?: readonly number[];
}

/** Definitions by `FILE#NAME`, files relative to the workspace with forward slashes. */
export type Overrides = Readonly<Record<string, SiteOverrides>>;

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
const extent = v.pipe(v.number(), v.integer(), v.minValue(1));
const file = v.object({
  sites: v.optional(
    v.record(
      v.string(),
      v.strictObject({
        arguments: v.optional(v.record(v.string(), json), {}),
        inputShape: v.optional(v.array(extent)),
      }),
    ),
    {},
  ),
});

const refuse = (why: string): never => {
  throw new Failure('invalid-argument', `${OVERRIDES_FILE} ${why}`, {
    file: OVERRIDES_FILE,
    line: 1,
    column: 1,
  });
};

/** Reads the text of the overrides file. Throws a `Failure` of code `invalid-argument` that says what is wrong in it. */
export function readOverrides(text: string): Overrides {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    refuse(`is no valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = v.safeParse(file, content);
  if (!result.success) {
    const [issue] = result.issues;
    return refuse(`does not fit at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}`);
  }
  return Object.fromEntries(
    Object.entries(result.output.sites).map(([site, { arguments: set, inputShape }]) => [
      site,
      { arguments: set, ...(inputShape && { inputShape }) },
    ]),
  );
}

const none: SiteOverrides = { arguments: {} };

/** What is set for a definition; `site` is `FILE#NAME`. Nothing is set for most. */
export const argumentsFor = (overrides: Overrides, site: string): SiteOverrides =>
  (Object.hasOwn(overrides, site) ? overrides[site] : undefined) ?? none;
