import type { CancellationToken, Uri } from 'vscode';
import type { Json } from '../../../shared/base/json';
import type { FailureInfo } from '../../../shared/base/failures';
import type { ExperimentName, ExperimentResult } from '../../../shared/experiment/experiment';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { Report } from '../../../shared/report/report';

/** Options of one inspection; the user's settings decide on the absent ones. */
export interface InspectOptions {
  /** Train a few steps and measure (the default), or only build and analyse. */
  readonly probe?: boolean;
  /** Values of the definition's parameters, by name. */
  readonly arguments?: { readonly [name: string]: Json };
  /** Without the batch. */
  readonly inputShape?: readonly number[];
  readonly token?: CancellationToken;
}

/** An experiment: its name, and settings in place of its own. */
export interface ExperimentOptions extends Omit<InspectOptions, 'probe'> {
  readonly experiment: ExperimentName;
  readonly steps?: number;
  readonly seeds?: number;
}

/** The error that every member rejects with: a sentence for people as `message`, a code and a place for programs. */
export interface InspectError extends Error, Pick<FailureInfo, 'code' | 'at'> {}

/**
 * The interface for other extensions:
 * `await vscode.extensions.getExtension<SkipScopeApi>('skipscope.skipscope').activate()`.
 */
export interface SkipScopeApi {
  /** Raised when a member goes or changes its meaning. */
  readonly version: 2;
  /**
   * Builds the definition called `name` in a file, as its editor holds it, and measures it. An empty
   * name means a saved model. Runs the workspace's code, so it rejects in an untrusted workspace. Changes
   * nothing that the user sees. Rejects with an {@link InspectError}.
   */
  readonly inspect: (uri: Uri, name: string, options?: InspectOptions) => Promise<Report>;
  /**
   * Runs an experiment on a definition and gives its result, which holds for the seeds, steps and data that it
   * names. The same holds as for {@link inspect}. Without `steps` it takes the experiment's own, whatever time
   * that takes.
   */
  readonly experiment: (
    uri: Uri,
    name: string,
    options: ExperimentOptions,
  ) => Promise<ExperimentResult>;
  /**
   * The request that {@link inspect} makes with these options; runs nothing. A job is such a request with its
   * kind, and what that kind takes besides.
   */
  readonly request: (uri: Uri, name: string, options?: InspectOptions) => Promise<InspectRequest>;
  /**
   * Runs a job, such as a request with `kind: 'cut'` and `cut: { to, slot }`, with its progress and its partial
   * results. The same holds as for {@link inspect}; an aborted signal ends it with the code `cancelled`.
   */
  readonly run: JobRunner['run'];
}
