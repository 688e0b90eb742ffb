import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';

/** Every reason to refuse a call. */
const reasons = [
  'process.refused-call',
  'process.refused-file',
  'process.refused-opening',
] as const;
export type RefusalReason = (typeof reasons)[number];

/** The failure that model code gets for a call that it may not make. */
export const refusal = (call: string, reason: RefusalReason): Failure =>
  new Failure('unbuildable', message(reason, { call }));

/** The call that was refused, such as `fs.writeFile`; `undefined` for all other errors. */
export function refusedCall(error: unknown): string | undefined {
  if (!(error instanceof Failure) || typeof error.detail === 'string') return undefined;
  const { code, values } = error.detail;
  const call = values?.['call'];
  return reasons.some((one) => one === code) && typeof call === 'string' ? call : undefined;
}
