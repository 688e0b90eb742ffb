/** Written to stderr by the engine's watchdog just before it ends a process that needs too much memory. */
export const OVER_CEILING_MARK = 'skipscope-engine: memory ceiling reached';

/**
 * The pipes between host and engine, by descriptor in the engine. The secret of the channel comes first, then
 * requests; the engine answers on the other, each frame behind that secret.
 */
export const FROM_HOST = 3;
export const TO_HOST = 4;

/** The orders of the engine's watchdog thread. */
export interface WatchdogOrders {
  /** Resident memory at which the process is ended. */
  readonly ceilingBytes: number;
  /** Process id of the host; the engine does not outlive it. */
  readonly host: number;
}

/** The pipes between an engine and the user's Python, by descriptor in the engine; the host made them, or there are none. */
export const FROM_HELPER = 5;
export const TO_HELPER = 6;

/** The variable of the engine's environment that names the route of Python definitions where there is a helper. */
export const PYTHON_ROUTE = 'SKIPSCOPE_PYTHON_ROUTE';

/** The variable that names the folders of packages that the embedded Python may read, as a search path is written. */
export const PYTHON_PACKAGES = 'SKIPSCOPE_PYTHON_PACKAGES';
