import { isMessage, type Message } from './message';
import type { SourcePosition } from './source';

/** Reasons for a run without a report. Stable: exit codes, tests and the documentation name them. */
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

/** A tensor whose shape does not fit the layer that it enters, and the layer that produces it. */
export interface ClashingBranch {
  readonly name: string;
  /** Batch first, channels last; `null` if unknown. */
  readonly shape: readonly (number | null)[];
  /** The place where the layer is made. */
  readonly at?: SourcePosition;
  /** The other branch is made from this one. */
  readonly isShortcut?: boolean;
}

/** A failure as plain data, for other processes and for views. */
export interface FailureInfo {
  readonly code: FailureCode;
  /** A complete message, or the raw detail: a thrown text, a missing name, an exceeded limit. */
  readonly detail: string | Message;
  /** The place where the user can fix it, if there is one. */
  readonly at?: SourcePosition;
  /** The inputs of a merge that do not fit each other, if that is the cause. */
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

  /** Returns the same failure at a place, with this one as its cause; a place that it already has is kept. */
  placedAt(place: SourcePosition): Failure {
    if (this.at) return this;
    const { code, detail, branches } = this;
    return new Failure(code, detail, place, { branches, cause: this });
  }
}

/** Converts any thrown value to plain failure data; anything but a {@link Failure} becomes `unexpected`. */
export function toFailureInfo(error: unknown): FailureInfo {
  // The class of another bundle is another class.
  if (error instanceof Failure || isFailureInfo(error)) {
    const { code, detail, at, branches } = error;
    return { code, detail, ...(at && { at }), ...(branches && { branches }) };
  }
  return { code: 'unexpected', detail: textOf(error instanceof Error ? error.message : error) };
}

/** The text of any value, also of one that has none: code may throw whatever it likes. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `[${typeof value}]`;
  }
}

/** The text of a thrown value; for a failure its detail, or the code of its message. */
export function thrownText(error: unknown): string {
  const { detail } = toFailureInfo(error);
  return typeof detail === 'string' ? detail : detail.code;
}

const codes: ReadonlySet<unknown> = new Set(failureCodes);

/** Tells whether a value from another process is a failure of a known code. */
export function isFailureInfo(value: unknown): value is FailureInfo {
  if (typeof value !== 'object' || value === null) return false;
  if (!('code' in value) || !('detail' in value)) return false;
  return codes.has(value.code) && (typeof value.detail === 'string' || isMessage(value.detail));
}
