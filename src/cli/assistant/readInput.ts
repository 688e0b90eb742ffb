import * as v from 'valibot';
import { clipped } from '../../shared/words/assistant/answer';
import { usage } from '../terminal/flags';

type Entries = Readonly<Record<string, v.GenericSchema>>;

/** The schema of a tool's input. */
export type InputSchema = v.StrictObjectSchema<Entries, undefined>;

const LONGEST = 80;
const shown = (value: unknown): string => clipped(JSON.stringify(value), LONGEST);

const keyOf = ({ path }: v.BaseIssue<unknown>): string =>
  (path ?? []).map((item) => String(item.key)).join('.');

/** One sentence on the first thing that is wrong with an input. */
function complaint(tool: string, issue: v.BaseIssue<unknown>, names: readonly string[]): string {
  const key = keyOf(issue);
  if (key === '') return `${tool} takes an object with ${names.join(', ')}.`;
  if (issue.expected === 'never')
    return names.length === 0
      ? `${tool} takes no input, and got ${key}.`
      : `${tool} has no input ${key}; it takes ${names.join(', ')}.`;
  if (issue.input === undefined) return `${tool} needs ${key}.`;
  return `${tool} takes as ${key} ${issue.message}, and got ${shown(issue.input)}.`;
}

/** The input of a call; throws a `usage` failure of one sentence for one that does not fit. */
export function readInput<S extends InputSchema>(
  tool: string,
  schema: S,
  given: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(schema, given ?? {}, { abortEarly: true });
  if (result.success) return result.output;
  throw usage(complaint(tool, result.issues[0], Object.keys(schema.entries)));
}
