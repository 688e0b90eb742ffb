import * as v from 'valibot';
import type { Json } from '../../base/json';
import { consistencyFault } from './consistency';
import type { KerasRecording } from './kerasRecording';
import type { RecordAnswer } from './pythonContract';
import type { InitialValue, RecordedNode } from './recording';

/** Beyond these an answer is refused: they are several times what the largest public models need. */
const LONGEST_TEXT = 10_000;
const LONGEST_LIST = 200_000;
const LARGEST_VALUES = 4_096;
const LONGEST_SHAPE = 32;
const DEEPEST_JSON = 12;

const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.pipe(v.number(), v.finite());

const list = <Entry extends v.GenericSchema>(entry: Entry, longest = LONGEST_LIST) =>
  v.pipe(v.array(entry), v.maxLength(longest));

const values = list(number, LARGEST_VALUES);
const shape = list(count, LONGEST_SHAPE);
const position = v.strictTuple([count, count, count, count, text]);
const positions = list(position, 1_000);
const reference = v.strictTuple([count, count]);

function isJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  if (typeof value !== 'object' || depth === DEEPEST_JSON) return false;
  const entries: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return entries.length <= LARGEST_VALUES && entries.every((one) => isJson(one, depth + 1));
}

const json = v.custom<Json>((value) => isJson(value));
const jsonRecord = v.record(text, json);

const input = v.union([
  v.object({ slot: text, value: reference }),
  v.object({ slot: text, parameter: count }),
  v.object({
    slot: text,
    constant: v.object({ shape, dtype: text, values: v.exactOptional(values) }),
  }),
]);

const node: v.GenericSchema<RecordedNode> = v.object({
  op: text,
  inputs: list(input, LARGEST_VALUES),
  attributes: jsonRecord,
  outputs: list(
    v.object({ shape: list(v.nullable(count), LONGEST_SHAPE), dtype: text }),
    LARGEST_VALUES,
  ),
  call: v.nullable(count),
  at: positions,
  inPlace: v.boolean(),
  overwrites: v.exactOptional(
    v.object({ maker: v.exactOptional(count), readers: list(reference, LARGEST_VALUES) }),
  ),
  noGradient: v.boolean(),
  refused: v.exactOptional(v.literal(true)),
});

const initial: v.GenericSchema<InitialValue> = v.variant('draw', [
  v.object({ draw: v.literal('constant'), value: number }),
  v.object({ draw: v.literal('uniform'), from: number, to: number }),
  v.object({
    draw: v.literal('normal'),
    mean: number,
    std: number,
    within: v.exactOptional(v.strictTuple([number, number])),
  }),
  v.object({ draw: v.literal('orthogonal'), gain: number }),
  v.object({ draw: v.literal('values'), values }),
  v.object({ draw: v.literal('computed'), nodes: list(node, LARGEST_VALUES), value: reference }),
]);

const argumentOrigin = v.variant('from', [
  v.object({ from: v.picklist(['user', 'default', 'annotation', 'name', 'configuration']) }),
  v.object({ from: v.literal('call'), at: position }),
  v.object({ from: v.literal('captured'), in: text, module: text }),
]);

const inputOrigin = v.variant('from', [
  v.object({
    from: v.picklist(['user', 'captured', 'default configuration', 'data set', 'search']),
  }),
  v.object({ from: v.picklist(['call', 'docstring']), at: position }),
]);

const note = v.variant('about', [
  v.object({ about: v.picklist(['value read', 'draw decides']), what: text, at: position }),
  v.object({ about: v.literal('stood in'), package: text, at: position }),
  v.object({
    about: v.picklist(['weights not loaded', 'statement left out', 'flag on module']),
    what: text,
    at: v.exactOptional(position),
  }),
]);

const optimizer = { name: text, arguments: jsonRecord };
const training = v.object({
  loss: v.exactOptional(v.object({ op: text, at: position })),
  optimizer: v.exactOptional(v.object({ ...optimizer, at: position })),
});

const madeWith = list(v.object({ name: text, text, origin: argumentOrigin }));

const recording = v.pipe(
  v.object({
    schemaVersion: v.literal(1),
    producer: v.object({
      route: v.picklist(['embedded', 'interpreter']),
      framework: v.literal('torch'),
      frameworkVersion: text,
      pythonVersion: text,
      device: text,
    }),
    definition: text,
    arguments: madeWith,
    inputs: list(
      v.object({
        node: count,
        name: text,
        origin: inputOrigin,
        vocabulary: v.exactOptional(count),
      }),
    ),
    outputs: list(v.object({ value: reference, path: text })),
    calls: list(
      v.object({
        module: text,
        kind: text,
        isLibrary: v.boolean(),
        parent: v.nullable(count),
        made: positions,
        calledAt: positions,
      }),
    ),
    nodes: list(node),
    parameters: list(
      v.object({
        name: text,
        shape,
        dtype: text,
        trainable: v.boolean(),
        isBuffer: v.boolean(),
        isUnregistered: v.exactOptional(v.literal(true)),
        alsoNamed: list(text),
        made: positions,
        initial: v.exactOptional(initial),
      }),
    ),
    files: list(text),
    notes: list(note),
    training: v.exactOptional(training),
    samplesFirst: v.exactOptional(v.literal(true)),
    fingerprint: text,
  }),
  v.check(
    (read) => consistencyFault(read) === undefined,
    (issue) => consistencyFault(issue.input) ?? '',
  ),
);

const kerasRecording: v.GenericSchema<KerasRecording> = v.object({
  schemaVersion: v.literal(1),
  producer: v.object({
    route: v.picklist(['embedded', 'interpreter']),
    framework: v.literal('keras'),
    frameworkVersion: text,
    pythonVersion: text,
    device: text,
  }),
  definition: text,
  arguments: madeWith,
  // Its reader tells what is wrong inside.
  topology: v.looseObject({ class_name: text, config: v.looseObject({}) }),
  layers: list(
    v.object({
      name: text,
      made: positions,
      calls: list(v.object({ at: positions, within: list(count) })),
    }),
  ),
  functions: list(text),
  files: list(text),
  notes: list(note),
  training: v.exactOptional(
    v.object({
      loss: v.exactOptional(v.union([text, list(text, LARGEST_VALUES), v.record(text, text)])),
      optimizer: v.exactOptional(v.object(optimizer)),
      isOfFile: v.boolean(),
    }),
  ),
  refused: v.exactOptional(
    v.object({
      name: text,
      kind: text,
      axis: v.exactOptional(v.pipe(v.number(), v.integer())),
      inputs: list(text, LONGEST_SHAPE),
      at: positions,
    }),
  ),
});

const failure = v.object({
  code: v.picklist([
    'syntax',
    'site-not-found',
    'argument',
    'input',
    'package',
    'operation',
    'needs-values',
    'raised',
    'refused',
    'package-fails',
    'out-of-memory',
    'no-model',
  ]),
  values: v.record(text, v.union([text, number])),
  file: v.exactOptional(text),
  at: v.exactOptional(position),
  evaluated: v.exactOptional(v.picklist(['whole', 'part'])),
});

const answer: v.GenericSchema<RecordAnswer> = v.union([
  v.object({ recording }),
  v.object({ keras: kerasRecording }),
  v.object({
    failure,
    upTo: v.exactOptional(recording),
    kerasUpTo: v.exactOptional(kerasRecording),
  }),
]);

/** An answer that was checked, or the first fault of one that is none: its path and what is wrong there. */
export type ReadAnswer =
  | { readonly answer: RecordAnswer; readonly fault?: undefined }
  | { readonly answer?: undefined; readonly fault: string };

/** Checks what a Python answered: its types, its sizes, and that everything it refers to is there. */
export function readRecordAnswer(value: unknown): ReadAnswer {
  const isFailure = typeof value === 'object' && value !== null && 'failure' in value;
  const read = v.safeParse(answer, isFailure ? withoutNulls(value) : value, { abortEarly: true });
  if (read.success) return { answer: read.output };
  const issue = deepest(read.issues[0]);
  return { fault: `${v.getDotPath(issue) ?? ''}: ${issue.message}` };
}

/** A Python says `None` where TypeScript leaves a member out. */
const withoutNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));

/** The issue that lies deepest in an answer that fits no kind. */
function deepest(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const within = (issue.issues ?? []).map(deepest);
  const depth = (one: v.BaseIssue<unknown>): number => one.path?.length ?? 0;
  return within.reduce((best, one) => (depth(one) > depth(best) ? one : best), issue);
}
