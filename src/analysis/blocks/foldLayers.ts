import { at } from '../flow/lookup';
import type { Block, Item } from './blocks';
import { makeOf, predecessors } from './chains';
import type { Structure } from './structure';

/** Fewer layers in a row are read one by one. */
const FEWEST_LAYERS = 24;
/** A part that repeats has at most this many layers: a block of a plain network has fewer. */
const LONGEST_PART = 8;
const FEWEST_REPEATS = 3;

/**
 * Layers in a row that repeat the same few, in no block, as one group that stands for all of them: 2,000 equal dense
 * layers are `dense ×2000`. Applies within blocks too.
 */
export function foldLayers(structure: Structure, items: readonly Item[]): readonly Item[] {
  if (items.length < FEWEST_LAYERS) return items.map((item) => foldWithin(structure, item));
  const before = predecessors(structure, items, true);
  const folded: Item[] = [];
  let run: number[] = [];
  const end = (): void => {
    folded.push(...foldRun(structure, run));
    run = [];
  };
  items.forEach((item, index) => {
    if (typeof item !== 'number') {
      end();
      folded.push(foldWithin(structure, item));
      return;
    }
    const last = run.at(-1);
    const follows =
      last !== undefined && before[index] === last && at(structure.readers, last).length === 1;
    if (!follows) end();
    run.push(item);
  });
  end();
  return folded;
}

const foldWithin = (structure: Structure, item: Item): Item =>
  typeof item === 'number' ? item : { ...item, items: foldLayers(structure, item.items) };

interface Repeat {
  readonly period: number;
  readonly count: number;
}

function foldRun(structure: Structure, run: readonly number[]): Item[] {
  if (run.length < FEWEST_LAYERS) return [...run];
  const matches = matchesOf(run.map((unit) => makeOf(at(structure.layers, unit))));
  const folded: Item[] = [];
  for (let from = 0; from < run.length;) {
    const unit = at(run, from);
    const repeat = repeatAt(structure, unit, (period) => at(at(matches, period - 1), from));
    if (repeat) folded.push(group(structure, run, from, repeat));
    else folded.push(unit);
    from += repeat ? repeat.period * repeat.count : 1;
  }
  return folded;
}

/** For each period and place, the number of layers from there that equal the one a period later. */
function matchesOf(signs: readonly string[]): number[][] {
  return Array.from({ length: LONGEST_PART }, (_, index) => {
    const period = index + 1;
    const matches = new Array<number>(signs.length).fill(0);
    for (let place = signs.length - period - 1; place >= 0; place--) {
      matches[place] = signs[place] === signs[place + period] ? (matches[place + 1] ?? 0) + 1 : 0;
    }
    return matches;
  });
}

/** The longest repetition that begins with a layer that has weights; the shortest part of equal ones. */
function repeatAt(
  { layers }: Structure,
  unit: number,
  matchesFor: (period: number) => number,
): Repeat | undefined {
  if (at(layers, unit).operation.type !== 'transform') return undefined;
  let best: Repeat | undefined;
  for (let period = 1; period <= LONGEST_PART; period++) {
    const count = Math.floor((matchesFor(period) + period) / period);
    const covers = count * period;
    if (count < FEWEST_REPEATS || covers < FEWEST_LAYERS) continue;
    if (!best || covers > best.count * best.period) best = { period, count };
  }
  return best;
}

function group(
  { layers }: Structure,
  run: readonly number[],
  from: number,
  { period, count }: Repeat,
): Block {
  const { kind } = at(layers, at(run, from));
  const about = {
    kind: 'repeated layers',
    name: kind.charAt(0).toLowerCase() + kind.slice(1),
  } as const;
  const parts = Array.from({ length: count }, (_, index) => {
    const start = from + index * period;
    return run.slice(start, start + period);
  });
  const exit = at(run, from + count * period - 1);
  const items =
    period === 1
      ? parts.flat()
      : parts.map((units) => ({ ...about, exit: at(units, period - 1), items: units, repeat: 1 }));
  return { ...about, exit, items, repeat: count };
}
