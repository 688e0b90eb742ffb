/** The most values that are taken of a generator, which may go on for ever. */
const MOST_VALUES = 16;

const isGenerator = (value: unknown): value is Generator | AsyncGenerator =>
  typeof value === 'object' &&
  value !== null &&
  /^\[object (?:Async)?Generator\]$/.test(Object.prototype.toString.call(value));

/**
 * Takes everything that a generator yields and returns; anything else is handed on as it is. Each value is sent
 * back to the generator, awaited, as a runner of coroutines does.
 */
export async function handedOver(result: unknown): Promise<unknown> {
  const awaited = await result;
  if (!isGenerator(awaited)) return awaited;
  const values: unknown[] = [];
  let sent: unknown;
  for (let i = 0; i < MOST_VALUES; i++) {
    const next = await (awaited as AsyncGenerator).next(sent);
    sent = await next.value;
    values.push(sent);
    if (next.done) break;
  }
  return values;
}
