import * as v from 'valibot';
import { failureCodes } from '../base/failures';
import { frameworks } from '../model/framework';
import type { Greeting } from './engineContract';
import { backendNames, stages, type BackendStatus } from './inspectRequest';
import { keptFileSchema } from './keptFile';
import type { Frame } from './rpc';

/**
 * The messages that an engine may send. It runs strangers' code, so its host accepts only these shapes.
 */

const MOST_TEXT = 20_000;

/** A text, truncated. It is still data: its reader escapes control characters before showing it. */
const text = v.pipe(
  v.string(),
  v.transform((all) => (all.length > MOST_TEXT ? `${all.slice(0, MOST_TEXT)}…` : all)),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A size that code computed wrongly is not a number, and a failure says so. */
const anyNumber = v.union([v.number(), v.nan()]);
const place = v.object({ file: text, line: count, column: count });
const value = v.union([text, anyNumber, v.boolean(), v.null(), v.undefined()]);

interface AnyMessage {
  code: string;
  values?: Record<string, unknown> | undefined;
}
const message: v.GenericSchema<unknown, AnyMessage> = v.object({
  code: text,
  values: v.optional(
    v.record(
      v.string(),
      v.lazy(() => v.union([value, message, values])),
    ),
  ),
});
const values: v.GenericSchema<unknown, unknown[]> = v.array(
  v.lazy(() => v.union([value, message, values])),
);

const failure = v.object({
  code: v.picklist(failureCodes),
  detail: v.union([text, message]),
  at: v.optional(place),
  branches: v.optional(
    v.array(
      v.object({
        name: text,
        shape: v.array(v.nullable(anyNumber)),
        at: v.optional(place),
        isShortcut: v.optional(v.boolean()),
      }),
    ),
  ),
});

const progress = v.object({
  stage: v.picklist(stages),
  done: v.optional(count),
  total: v.optional(count),
});

const event = v.variant('name', [
  v.object({ kind: v.literal('event'), name: v.literal('progress'), payload: progress }),
  v.object({ kind: v.literal('event'), name: v.literal('running'), payload: place }),
  v.object({ kind: v.literal('event'), name: v.literal('partial'), payload: v.unknown() }),
  v.object({ kind: v.literal('event'), name: v.literal('keep'), payload: keptFileSchema }),
  v.object({
    kind: v.literal('event'),
    name: v.literal('cell'),
    payload: v.object({ id: v.string(), value: v.unknown() }),
  }),
]);
const frame = v.variant('kind', [
  v.object({ kind: v.literal('answer'), id: count, value: v.unknown() }),
  v.object({ kind: v.literal('failure'), id: count, failure }),
  event,
]);

/** A frame of an engine, or nothing if it is none. */
export function engineFrame(received: unknown): Frame | undefined {
  return parsed(frame, received) as Frame | undefined;
}

/** Rejects values that nest too deeply for the stack, too. */
function parsed(schema: v.GenericSchema, received: unknown): unknown {
  try {
    const { success, output } = v.safeParse(schema, received);
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}

const tried = v.array(v.object({ name: v.picklist(backendNames), reason: message }));

const greeting = v.object({
  protocol: v.number(),
  watched: v.boolean(),
  ringed: v.boolean(),
  runtime: v.object({
    framework: v.picklist(frameworks),
    library: text,
    version: text,
    backend: v.picklist(backendNames),
    device: text,
    tried,
  }),
});
const statuses = v.array(
  v.variant('available', [
    v.object({
      name: v.picklist(backendNames),
      available: v.literal(true),
      device: text,
      version: text,
    }),
    v.object({ name: v.picklist(backendNames), available: v.literal(false), reason: message }),
  ]),
);

/** Recognises an engine's answer to a greeting. */
export const asGreeting = (answer: unknown): Greeting | undefined =>
  parsed(greeting, answer) as Greeting | undefined;

/** Recognises an engine's list of backends. */
export const asStatuses = (answer: unknown): readonly BackendStatus[] | undefined =>
  parsed(statuses, answer) as BackendStatus[] | undefined;
