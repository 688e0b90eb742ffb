import type { SourcePosition } from './source';

/** Why a run ended without a report. Stable: used in exit codes, tests and the README. */
export type FailureCode =
  | 'file-not-found'
  | 'site-not-found'
  | 'syntax-error'
  | 'model-threw'
  | 'model-exited'
  | 'no-model'
  | 'unbuildable'
  | 'invalid-argument'
  | 'not-a-model-file'
  | 'unusable-data'
  | 'backend-unavailable'
  | 'timed-out'
  | 'out-of-memory'
  | 'engine-crashed'
  | 'python-missing'
  | 'tensorflow-missing'
  | 'npm-missing'
  | 'compiler-missing'
  | 'download-failed'
  | 'build-failed'
  | 'setup-failed'
  | 'protocol-mismatch'
  | 'disconnected'
  | 'cancelled'
  | 'untrusted-workspace'
  | 'usage'
  | 'unexpected';

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
  /** The particulars: the thrown message, the missing name, the limit that was passed. */
  readonly detail: string;
  /** Where the user can act on it, if anywhere. */
  readonly at?: SourcePosition;
  /** The inputs of a merge that do not fit each other, where that is the cause. */
  readonly branches?: readonly ClashingBranch[];
}

/** The one error class of the product. Its words come from {@link explainFailure}. */
export class Failure extends Error implements FailureInfo {
  override readonly name = 'Failure';
  readonly at?: SourcePosition;
  readonly branches?: readonly ClashingBranch[];

  constructor(
    readonly code: FailureCode,
    readonly detail: string,
    at?: SourcePosition,
    branches?: readonly ClashingBranch[],
  ) {
    super(`${code}: ${detail}`);
    if (at) this.at = at;
    if (branches) this.branches = branches;
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

const words: Readonly<Record<FailureCode, (detail: string) => string>> = {
  'file-not-found': (file) => `The file ${file} does not exist any more or cannot be read.`,
  'site-not-found': (name) => `There is no model definition called ${name}.`,
  'syntax-error': (detail) => `The file has a syntax error: ${detail}`,
  'model-threw': (detail) => `The model code stopped with: ${detail}`,
  'model-exited': (how) => `The model code ended the process (${how}) before it built a model.`,
  'no-model': (name) => `${name} built no TensorFlow.js model.`,
  unbuildable: (detail) => `The model cannot be built: ${detail}`,
  'invalid-argument': (detail) => `An argument does not fit: ${detail}`,
  'not-a-model-file': (detail) => `This is not a model file that SkipScope can read: ${detail}`,
  'unusable-data': (detail) => `The probe cannot use this data: ${detail}`,
  'backend-unavailable': (detail) => `The backend cannot run here: ${detail}`,
  'timed-out': (limit) => `The model code did not finish within ${limit}; it was stopped.`,
  'out-of-memory': (limit) =>
    `The model needed more memory than the limit of ${limit}; it was stopped.`,
  'engine-crashed': (how) =>
    `The engine process ended unexpectedly (${how}). The next run starts a new one.`,
  'python-missing': (tried) =>
    `No Python could be started (tried ${tried}); install Python, or name the one that has TensorFlow.`,
  'tensorflow-missing': (pythons) =>
    `No TensorFlow was found in ${pythons}; install it there (pip install tensorflow), or name another Python.`,
  'npm-missing': () =>
    'npm was not found on the path; install Node.js, which brings it, and start again.',
  'compiler-missing': (tried) =>
    `No C++ compiler was found (tried ${tried}); install one, such as g++ or clang.`,
  'download-failed': (from) =>
    `Nothing could be downloaded from ${from}; check the network, or link to the TensorFlow of your Python, which needs npm's registry only.`,
  'build-failed': (what) => `TensorFlow could not be installed: ${what}`,
  'setup-failed': (what) => `TensorFlow was not set up: ${what}`,
  'protocol-mismatch': (what) =>
    `The engine answered with something unreadable (${what}). Reinstall SkipScope.`,
  disconnected: () => 'The connection was closed before an answer came.',
  cancelled: () => 'The run was cancelled.',
  'untrusted-workspace': () =>
    'Trust this workspace to build its models: building runs their code.',
  usage: (detail) => detail,
  unexpected: (detail) => `Something unexpected went wrong: ${detail}`,
};

/** Whether something that arrived from another process is a failure that has words. */
export function isFailureInfo(value: unknown): value is FailureInfo {
  if (typeof value !== 'object' || value === null) return false;
  if (!('code' in value) || !('detail' in value)) return false;
  return (
    typeof value.code === 'string' &&
    Object.hasOwn(words, value.code) &&
    typeof value.detail === 'string'
  );
}

export const failureCodes = Object.keys(words) as readonly FailureCode[];

/** The only place that turns a failure into words: one sentence, for panel, Problems and terminal. */
export function explainFailure({ code, detail }: FailureInfo): string {
  const sentence = words[code](detail);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
