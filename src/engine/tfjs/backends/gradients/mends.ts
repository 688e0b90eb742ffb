/** A change to TensorFlow.js, and the way back. */
interface Mend {
  readonly put: () => void;
  readonly takeBack: () => void;
}

const mends: Mend[] = [];
let shipped = false;
let used = false;

/** Changes TensorFlow.js for good, but for what {@link asShipped} runs. */
export function mend(put: () => void, takeBack: () => void): void {
  mends.push({ put, takeBack });
  put();
}

/** Tells whether TensorFlow.js is as it was shipped just now. */
export const isAsShipped = (): boolean => shipped;

/** Notes that something ran that TensorFlow.js as it is shipped refuses. */
export function noteMended(): void {
  used ||= !shipped;
}

/** Tells whether anything was noted since the last call. */
export function tookMended(): boolean {
  const took = used;
  used = false;
  return took;
}

/** Runs work, which is not asynchronous, with TensorFlow.js as it was shipped. */
export function asShipped<T>(work: () => T): T {
  for (const { takeBack } of [...mends].reverse()) takeBack();
  shipped = true;
  try {
    return work();
  } finally {
    shipped = false;
    for (const { put } of mends) put();
  }
}
