import type { FailureCode, FailureInfo } from '../../shared/base/failures';

/** The process's answer to scripts. */
export const exitCodes = {
  fine: 0,
  findings: 1,
  usage: 2,
  modelFailed: 3,
  engineFailed: 4,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
  /** 128 + SIGPIPE: whoever read the output has gone. */
  unread: 141,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const exceptions: Readonly<Partial<Record<FailureCode, ExitCode>>> = {
  usage: exitCodes.usage,
  cancelled: exitCodes.interrupted,
  'backend-unavailable': exitCodes.engineFailed,
  'python-missing': exitCodes.engineFailed,
  'tensorflow-missing': exitCodes.engineFailed,
  'npm-missing': exitCodes.engineFailed,
  'compiler-missing': exitCodes.engineFailed,
  'download-failed': exitCodes.engineFailed,
  'build-failed': exitCodes.engineFailed,
  'setup-failed': exitCodes.engineFailed,
  'engine-crashed': exitCodes.engineFailed,
  'protocol-mismatch': exitCodes.engineFailed,
  disconnected: exitCodes.engineFailed,
  unexpected: exitCodes.engineFailed,
};

/** Most failures mean that this model cannot be built; the exceptions are ours or the command line's. */
export const exitCodeOf = (code: FailureCode): ExitCode =>
  exceptions[code] ?? exitCodes.modelFailed;

/** The answer for failures that did not end the command: the engine's come first. */
export function failuresExitCode(failures: readonly FailureInfo[]): ExitCode {
  const codes = failures.map(({ code }) => exitCodeOf(code));
  if (codes.includes(exitCodes.engineFailed)) return exitCodes.engineFailed;
  return codes.length > 0 ? exitCodes.modelFailed : exitCodes.fine;
}
