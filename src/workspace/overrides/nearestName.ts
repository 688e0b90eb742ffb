import { diffChars } from 'diff';

/** Longer names are not compared: nobody types them. */
const LONGEST = 200;
/** Names that one name is compared with. */
const MOST_COMPARED = 1000;

const nameOf = (key: string): string => key.slice(key.lastIndexOf('#') + 1);

function countsOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return counts;
}

/** Characters that one text has more of than the other, wherever they stand: at most the distance. */
function leastDistance(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const signs = new Set([...a.keys(), ...b.keys()]);
  return [...signs].reduce(
    (sum, sign) => sum + Math.abs((a.get(sign) ?? 0) - (b.get(sign) ?? 0)),
    0,
  );
}

/** Characters that one text has and the other has not, in order; `undefined` where there are more than `most`. */
const distance = (a: string, b: string, most: number): number | undefined =>
  diffChars(a, b, { maxEditLength: most })
    ?.filter(({ added, removed }) => added || removed)
    .reduce((sum, { value }) => sum + value.length, 0);

/**
 * The name that a `FILE#NAME` was most likely meant to be: the nearest one, at most half of its characters away,
 * or else one of the same definition in another file.
 */
export function nearestName(key: string, keys: readonly string[]): string | undefined {
  if (key.length > LONGEST) return undefined;
  const compared = keys.filter(({ length }) => length <= LONGEST).slice(0, MOST_COMPARED);
  const own = countsOf(key);
  // Beyond half of its characters it is another one, unless only the file has moved.
  let most = Math.floor(key.length / 2);
  let nearest: string | undefined;
  for (const candidate of compared) {
    if (leastDistance(own, countsOf(candidate)) > most) continue;
    const away = distance(key, candidate, most);
    if (away === undefined || (nearest !== undefined && away >= most)) continue;
    [nearest, most] = [candidate, away];
  }
  return nearest ?? compared.find((candidate) => nameOf(candidate) === nameOf(key));
}
