import { isMessage, type Message } from './message';
import type { SourcePosition } from './source';

/** Why a run ended without a report. Stable: exit codes, tests and the documentation name them. */
export const failureCodes = [
  'file-not-found',
  'site-not-found',
  'syntax-error',
  'model-threw',
  'model-exited',
  'no-model',
  'unbuildable',
  'invalid-argument',
  'not-a-model-file',
  'unusable-data',
  'backend-unavailable',
  'timed-out',
  'out-of-memory',
  'engine-crashed',
  'python-missing',
  'tensorflow-missing',
  'npm-missing',
  'compiler-missing',
  'download-failed',
  'build-failed',
  'setup-failed',
  'protocol-mismatch',
  'disconnected',
  'cancelled',
  'untrusted-workspace',
  'usage',
  'unexpected',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** A tensor that does not fit where it was led to, and the layer that gives it. */
export interface ClashingBranch {
  readonly name: string;
  /** Batch first, channels last; `null` where unknown. */
  readonly shape: readonly (number | null)[];
  /** Where the layer is made. */
  readonly at?: SourcePosition;
}

/** A failure as plain data: what crosses process borders and what views show. */
export interface FailureInfo {
  readonly code: FailureCode;
  /** A message that says it all, or the particulars as they came: a thrown text, a missing name, a passed limit. */
  readonly detail: string | Message;
  /** Where the user can act on it, if anywhere. */
  readonly at?: SourcePosition;
  /** The inputs of a merge that do not fit each other, where that is the cause. */
  readonly branches?: readonly ClashingBranch[];
}

interface FailureOptions {
  readonly branches?: readonly ClashingBranch[] | undefined;
  readonly cause?: unknown;
}

/** The one error class of the product. `explainFailure` in `shared/words` turns it into a sentence. */
export class Failure extends Error implements FailureInfo {
  override readonly name = 'Failure';
  readonly at?: SourcePosition;
  readonly branches?: readonly ClashingBranch[];

  constructor(
    readonly code: FailureCode,
    readonly detail: string | Message,
    at?: SourcePosition,
    { branches, cause }: FailureOptions = {},
  ) {
    super(`${code}: ${typeof detail === 'string' ? detail : detail.code}`, { cause });
    if (at) this.at = at;
    if (branches) this.branches = branches;
  }

  /** The same failure at a place, caused by this one; a failure that has a place keeps its own. */
  placedAt(place: SourcePosition): Failure {
    if (this.at) return this;
    const { code, detail, branches } = this;
    return new Failure(code, detail, place, { branches, cause: this });
  }
}

/** Any thrown value as plain failure data; what is not a {@link Failure} is `unexpected`. */
export function toFailureInfo(error: unknown): FailureInfo {
  if (error instanceof Failure) {
    const { code, detail, at, branches } = error;
    return { code, detail, ...(at && { at }), ...(branches && { branches }) };
  }
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}

/** What was thrown, as a text; of a failure its particulars, or the code of its message. */
export function thrownText(error: unknown): string {
  const { detail } = toFailureInfo(error);
  return typeof detail === 'string' ? detail : detail.code;
}

const codes: ReadonlySet<unknown> = new Set(failureCodes);

/** Whether something that arrived from another process is a failure of a known code. */
export function isFailureInfo(value: unknown): value is FailureInfo {
  if (typeof value !== 'object' || value === null) return false;
  if (!('code' in value) || !('detail' in value)) return false;
  return codes.has(value.code) && (typeof value.detail === 'string' || isMessage(value.detail));
}
