/**
 * Bounds every wait, so that a state that never comes fails a test rather than hang it. It says nothing about
 * how soon a state should come: a machine would have to be dozens of times slower than a quiet one to reach it.
 */
export const PATIENCE_MS = 150_000;

/** Wait for the effect of an action before it is repeated; doubles each time. */
const FIRST_REPEAT_MS = 4000;
export const POLL_MS = 100;

/** Waits for a state for at most `milliseconds`. */
async function comes(seen: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  do {
    if (await seen()) return true;
    await new Promise((done) => setTimeout(done, POLL_MS));
  } while (performance.now() < end);
  return false;
}

/** Waits for a state. Rejects when patience ends. */
export async function until(what: string, seen: () => Promise<boolean>): Promise<void> {
  if (!(await comes(seen, PATIENCE_MS))) throw new Error(`waited in vain for ${what}`);
}

/**
 * Acts until the effect is seen: the editor drops a key or a click for which it is not ready yet. `act` gets
 * the time it may take, fails without harm, and must be one that may be done twice. Rejects when patience ends.
 */
export async function repeatUntil(
  what: string,
  act: (within: { readonly timeout: number }) => Promise<unknown>,
  seen: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  let cause: unknown;
  for (let timeout = FIRST_REPEAT_MS; performance.now() < end; timeout *= 2) {
    cause = await act({ timeout }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (await comes(seen, timeout)) return;
  }
  throw new Error(`waited in vain for ${what}`, { cause });
}
