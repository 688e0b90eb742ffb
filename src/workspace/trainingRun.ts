import * as v from 'valibot';
import { Failure } from '../shared/base/failures';
import { message } from '../shared/words/message';

/** The head of a run that `skipscope.watch` of the Python package writes. */
export interface RunHead {
  readonly model: string;
  readonly layers: readonly string[];
  /** The rectifiers whose dead units are counted. */
  readonly watched: readonly string[];
}

/** One reading: the numbers of its step, `null` where one was not measured or is not finite. */
export interface RunReading {
  readonly step: number;
  readonly loss: number | null;
  /** ‖∂L/∂W‖ by layer. */
  readonly gradient: readonly (number | null)[];
  /** ‖Δw‖ / ‖w‖ by layer. */
  readonly update: readonly (number | null)[];
  /** Share of dead units by rectifier. */
  readonly dead: readonly (number | null)[];
}

export interface TrainingRun {
  readonly head: RunHead;
  readonly readings: readonly RunReading[];
}

const numbers = v.array(v.nullable(v.number()));
const head = v.object({
  skipscope: v.literal('run'),
  version: v.literal(1),
  model: v.string(),
  layers: v.array(v.string()),
  watched: v.array(v.string()),
});
const reading = v.object({
  step: v.number(),
  loss: v.nullable(v.number()),
  gradient: numbers,
  update: numbers,
  dead: numbers,
});

function parsed<T>(schema: v.GenericSchema<unknown, T>, line: string): T | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a run, whose last line may still be being written. Throws a `Failure` of code `invalid-argument` for a file
 * that is none.
 */
export function readRun(text: string, file: string): TrainingRun {
  const [first = '', ...rest] = text.split('\n');
  const told = parsed(head, first);
  if (!told) throw new Failure('invalid-argument', message('files.no-run', { file }));
  const readings = rest.flatMap((line) => parsed(reading, line) ?? []);
  return { head: told, readings };
}
