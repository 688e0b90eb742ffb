import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { RunOptions } from '../run/runOptions';
import type { Terminal } from '../terminal/terminal';
import type { KeptRuns } from './keptRuns';
import { readInput, type InputSchema } from './readInput';
import type { ToolCall, ToolDefinition } from './toolHost';
import type { Turns } from './turns';

/** Everything that the calls of a session share. */
export interface ToolSession {
  /** Options of every run, as the command line gave them. */
  readonly run: RunOptions;
  /** Writes to stderr alone: stdout belongs to the protocol. */
  readonly terminal: Terminal;
  readonly runs: KeptRuns;
  readonly turns: Turns;
}

/** A call whose input fits. */
export interface ToolWork<Input> extends Omit<ToolCall, 'input'> {
  readonly input: Input;
  readonly session: ToolSession;
}

/** One tool: its definition, and its answer to an input. */
export interface Tool {
  readonly definition: ToolDefinition;
  /** Rejects with a `Failure`; `usage` for an input that does not fit. */
  answer(call: ToolCall, session: ToolSession): Promise<string>;
}

interface ToolParts<S extends InputSchema> extends Omit<ToolDefinition, 'inputSchema'> {
  readonly input: S;
  readonly answer: (work: ToolWork<v.InferOutput<S>>) => Promise<string>;
}

/** An argument may be any JSON, which JSON Schema says by saying nothing: that is ignored. */
const jsonSchema = (schema: InputSchema): ToolDefinition['inputSchema'] => ({
  ...toJsonSchema(schema, { errorMode: 'ignore' }),
  type: 'object',
});

/** Makes a tool of its parts. */
export function makeTool<S extends InputSchema>(parts: ToolParts<S>): Tool {
  const { name, title, description, runsCode, input: schema } = parts;
  return {
    definition: { name, title, description, runsCode, inputSchema: jsonSchema(schema) },
    answer: ({ input, ...call }, session) =>
      parts.answer({ ...call, input: readInput(name, schema, input), session }),
  };
}
