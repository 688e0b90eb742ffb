/** The outcome of one piece of work. */
type Settled<R> = { readonly value: R } | { readonly error: unknown };

/**
 * Does a piece of work for each item, some at a time, and hands the results on in the order of the items, each as
 * soon as those before it are there. Rejects with what `deliver` throws; nothing is begun after that.
 */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
  deliver: (item: T, settled: Settled<R>) => void,
): Promise<void> {
  const settled: (Settled<R> | undefined)[] = items.map(() => undefined);
  let next = 0;
  let told = 0;
  const tell = (): void => {
    for (; told < items.length; told++) {
      const result = settled[told];
      if (!result) return;
      deliver(items[told] as T, result);
    }
  };
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      settled[index] = await work(items[index] as T).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      try {
        tell();
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
}
