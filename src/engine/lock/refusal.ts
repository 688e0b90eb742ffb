import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';
import { put } from './captured';

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

/** Throws, or rejects if the callers expect a promise. */
export function refuse(call: string, reason: RefusalReason, isAsync: boolean): unknown {
  const refused = refusal(call, reason);
  if (isAsync) return Promise.reject(refused);
  throw refused;
}

/** Puts a refusal in the place of a function. */
export function refuseCall(owner: object, name: string, call: string, isAsync = false): void {
  // Not an arrow function: some are called with `new`.
  put(owner, name, function (): unknown {
    return refuse(call, 'process.refused-call', isAsync);
  });
}

/** The call that was refused, such as `fs.writeFile`; `undefined` for all other errors. */
export function refusedCall(error: unknown): string | undefined {
  if (!(error instanceof Failure) || typeof error.detail === 'string') return undefined;
  const { code, values } = error.detail;
  const call = values?.['call'];
  return reasons.some((one) => one === code) && typeof call === 'string' ? call : undefined;
}
