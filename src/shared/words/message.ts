import type { FailureInfo } from '../base/failures';
import type { Message, MessageValue } from '../base/message';
import type { Catalogue } from './catalogue';

type Values<Code extends keyof Catalogue> = Catalogue[Code] extends () => string
  ? readonly []
  : Catalogue[Code] extends (values: infer V) => string
    ? readonly [{ readonly [Name in keyof V]: MessageValue }]
    : never;

/**
 * A message of the catalogue. Whoever makes one names a code and gives its values; this module holds no
 * sentence, so that a process which only makes messages carries none.
 */
export const message = <Code extends keyof Catalogue>(
  code: Code,
  ...[values]: Values<Code>
): Message => (values === undefined ? { code } : { code, values });

/** A failure as a message, to stand within another one or on its own. */
export const failureMessage = ({ code, detail }: Pick<FailureInfo, 'code' | 'detail'>): Message =>
  typeof detail === 'string' ? message('failures.raw', { code, detail }) : detail;
