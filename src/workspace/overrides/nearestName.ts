import { diffChars } from 'diff';
import { keyParts } from './overrides';

/** Longer names are not compared: nobody types them. */
const LONGEST = 200;
/** Names that one name is compared with, by their characters and then, the best of them, in order. */
const MOST_COMPARED = 1000;
const MOST_DIFFED = 20;

type Counts = ReadonlyMap<string, number>;

interface Candidate {
  readonly name: string;
  readonly counts: Counts;
}

function countsOf(text: string): Counts {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return counts;
}

/** Characters that one text has more of than the other, wherever they stand: at most the distance. */
function leastDistance(a: Counts, b: Counts): number {
  let sum = 0;
  for (const [sign, count] of a) sum += Math.abs(count - (b.get(sign) ?? 0));
  for (const [sign, count] of b) if (!a.has(sign)) sum += count;
  return sum;
}

/** Characters that one text has and the other has not, in order; `undefined` if there are more than `most`. */
const distance = (a: string, b: string, most: number): number | undefined =>
  diffChars(a, b, { maxEditLength: most })
    ?.filter(({ added, removed }) => added || removed)
    .reduce((sum, { value }) => sum + value.length, 0);

function nearest(key: string, candidates: readonly Candidate[]): string | undefined {
  const own = countsOf(key);
  // With more than half of its characters changed it is another name, unless only the file has moved.
  let most = Math.floor(key.length / 2);
  let found: string | undefined;
  const ranked = candidates
    .map(({ name, counts }) => ({ name, least: leastDistance(own, counts) }))
    .sort((a, b) => a.least - b.least)
    .slice(0, MOST_DIFFED);
  for (const { name, least } of ranked) {
    if (least > most) break;
    const away = distance(key, name, most);
    if (away === undefined || (found !== undefined && away >= most)) continue;
    [found, most] = [name, away];
  }
  return found ?? candidates.find(({ name }) => keyParts(name).name === keyParts(key).name)?.name;
}

/**
 * Finds among some names the one that a `FILE#NAME` was most likely meant to be: the nearest one, at most half of
 * its characters away, or else one of the same definition in another file.
 */
export function nearestAmong(names: readonly string[]): (key: string) => string | undefined {
  const candidates = names
    .filter(({ length }) => length <= LONGEST)
    .slice(0, MOST_COMPARED)
    .map((name) => ({ name, counts: countsOf(name) }));
  return (key) => (key.length > LONGEST ? undefined : nearest(key, candidates));
}
