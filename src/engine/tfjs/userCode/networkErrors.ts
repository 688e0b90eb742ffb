/** Errors of the calls that make a network: without what they were to make, it is not what its code says. */
const errors = new WeakSet<Error>();

/** Tells whether a network-building call threw this error, wherever it was caught. */
export const isNetworkError = (error: unknown): boolean =>
  error instanceof Error && errors.has(error);

/** Runs a network-building call and records the error that it throws. */
export function makingNetwork<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error) errors.add(error);
    throw error;
  }
}
