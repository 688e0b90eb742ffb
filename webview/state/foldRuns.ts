import { makeGroup, type TreeItem } from './treeItems';

/** Below this many neighbours every one is shown: 27 blocks of a ResNet-56 are still a spine one can read. */
const CROWD = 40;
const LONGEST_PERIOD = 32;
const LEAST_REPEATS = 3;

/** Equal for items of the same make: kinds and shapes decide, names do not. */
function signature(item: TreeItem): string {
  if (item.type === 'layer') {
    const { kind, outputShape, inputs } = item.layer;
    return `${kind}/${inputs.length}/${JSON.stringify(outputShape)}`;
  }
  return `(${item.children.map(signature).join(' ')})`;
}

/** How often the `period` items from `start` repeat themselves, the first time included. */
function repeatsFrom(signs: readonly number[], start: number, period: number): number {
  let end = start + period;
  while (end < signs.length && signs[end] === signs[end - period]) end++;
  return Math.floor((end - start) / period);
}

function longestRun(signs: readonly number[], start: number): { period: number; repeats: number } {
  let best = { period: 1, repeats: 1 };
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    const repeats = repeatsFrom(signs, start, period);
    const covers = repeats * period;
    if (repeats >= LEAST_REPEATS && covers > best.period * best.repeats) best = { period, repeats };
  }
  return best;
}

const nameOf = (item: TreeItem): string => (item.type === 'layer' ? item.layer.kind : item.name);
const idOf = (item: TreeItem): string => (item.type === 'layer' ? item.layer.id : item.id);

function unitName(items: readonly TreeItem[]): string {
  const names = [...new Set(items.map(nameOf))];
  return names.length > 3 ? `${names.slice(0, 3).join(' · ')} …` : names.join(' · ');
}

function fold(items: readonly TreeItem[], period: number): TreeItem {
  const units: TreeItem[] = [];
  for (let at = 0; at < items.length; at += period) {
    const part = items.slice(at, at + period);
    const [first] = part;
    if (period === 1 && first) units.push(first);
    else if (first) {
      const about = { name: unitName(part), kind: 'block', repeat: 1 } as const;
      units.push(makeGroup(`unit:${idOf(first)}`, about, part));
    }
  }
  const [first] = items;
  const about = {
    name: unitName(items.slice(0, period)),
    kind: 'run',
    repeat: units.length,
  } as const;
  return makeGroup(`run:${first ? idOf(first) : ''}`, about, units);
}

/** In a crowd of siblings, replaces runs of equal neighbours by one group each, so that it folds to one box. */
export function foldRuns(items: readonly TreeItem[]): readonly TreeItem[] {
  if (items.length <= CROWD) return items;
  const numbers = new Map<string, number>();
  const signs = items.map((item) => {
    const sign = signature(item);
    const number = numbers.get(sign) ?? numbers.size;
    numbers.set(sign, number);
    return number;
  });
  const folded: TreeItem[] = [];
  for (let at = 0; at < items.length;) {
    const { period, repeats } = longestRun(signs, at);
    const run = items.slice(at, at + period * repeats);
    if (repeats >= LEAST_REPEATS && run.length < items.length) folded.push(fold(run, period));
    else folded.push(...run);
    at += run.length;
  }
  return folded;
}
