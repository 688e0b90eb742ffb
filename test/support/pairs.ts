/** Paired measurements. */
export interface Pair<Cost = number> {
  readonly ours: Cost;
  readonly theirs: Cost;
}

/** Middle, and the quartiles around it. */
export interface Middle {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Does two things by turns, now the one first and now the other: what the machine does meanwhile, and
 * what the first leaves behind for the second, falls on both alike.
 * @param warmUp rounds before those that count
 */
export async function byTurns<Cost>(
  ours: () => Promise<Cost>,
  theirs: () => Promise<Cost>,
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<Pair<Cost>[]> {
  const pairs: Pair<Cost>[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const isOursFirst = round % 2 === 0;
    const first = await (isOursFirst ? ours : theirs)();
    const second = await (isOursFirst ? theirs : ours)();
    pairs.push(isOursFirst ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  return pairs.slice(warmUp);
}

export function middleOf(values: readonly number[]): Middle {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Ours ÷ theirs of each pair. */
export const ratioOf = (pairs: readonly Pair[]): Middle =>
  middleOf(pairs.map(({ ours, theirs }) => ours / theirs));

/** `1.08 (1.05 to 1.12)` */
export const shown = ({ median, low, high }: Middle): string =>
  `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
