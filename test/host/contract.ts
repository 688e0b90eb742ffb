/** Written into the workspace before the tests start, and read by them. */
export interface HostOptions {
  /** Edits and runs of the soak. */
  readonly edits: number;
  readonly runs: number;
  /** Number of timed saves. */
  readonly refreshes: number;
  /** Idle time of the host before something is timed, so that the next engine is warm; 0 if no time counts. */
  readonly restMilliseconds: number;
}

/** Written by the tests into the workspace at their end. */
export interface HostResults {
  readonly tests: readonly {
    readonly title: string;
    /** The error's message, if the test failed. */
    readonly failure?: string;
  }[];
  /** Measurements by name. */
  readonly measured: Readonly<Record<string, number>>;
}

export const OPTIONS_FILE = 'host-options.json';
export const RESULTS_FILE = 'host-results.json';
