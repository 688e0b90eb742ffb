import type { ParseArgsConfig } from 'node:util';
import { Failure } from '../../shared/base/failures';

export type Flags = NonNullable<ParseArgsConfig['options']>;
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[]>>;

/** The failure of a command line that cannot be followed. */
export function usage(detail: string): Failure {
  return new Failure('usage', detail);
}

/** The text given for a flag, the last one if it was given more than once. */
export function text(values: Values, flag: string): string | undefined {
  const value = values[flag];
  return typeof value === 'string' ? value : undefined;
}
