import { mapExtents } from '../../shared/network/axes';
import { outputOf } from '../flow/featureMap';
import { at } from '../flow/lookup';
import type { Resolution } from '../flow/resolution';
import { resolutionOf } from '../flow/resolution';
import type { Block, BlockKind, Item } from './blocks';
import { exitOf, unitsIn } from './blocks';
import { predecessors } from './chains';
import type { Structure } from './structure';

/** The effect of each unit on the resolution. */
function stepsOf({ layers, inputs }: Structure): Resolution[] {
  return layers.map((layer, unit) => {
    const [producer] = at(inputs, unit);
    const from = producer === undefined ? undefined : outputOf(at(layers, producer));
    return resolutionOf(layer.operation, from, outputOf(layer));
  });
}

/** Layers in a row that lie in no block, from one change of the resolution to the next. */
export function stackPlainLayers(structure: Structure, items: readonly Item[]): Item[] {
  const steps = stepsOf(structure);
  const before = predecessors(structure, items, true);
  const runs: Item[][] = [];
  const runOf = new Map<Item, Item[]>();
  items.forEach((item, index) => {
    const previous = before[index];
    const run = previous === undefined ? undefined : runOf.get(previous);
    if (run && typeof previous === 'number' && typeof item === 'number') {
      if (continues(structure, steps, [previous, item])) {
        run.push(item);
        runOf.set(item, run);
        return;
      }
    }
    const fresh = [item];
    runs.push(fresh);
    runOf.set(item, fresh);
  });
  return runs.length < 2 ? [...items] : wrap(structure, runs, () => ({ kind: 'plain stack' }));
}

/** A pool ends a stack; a strided convolution begins one, unless it is the depthwise half of a separable one. */
function continues(
  { layers, readers }: Structure,
  steps: readonly Resolution[],
  [previous, unit]: readonly [number, number],
): boolean {
  const convolves = (layer: number) => {
    const { operation } = at(layers, layer);
    return operation.type === 'transform' ? (operation.depthwise ? 'depthwise' : 'fully') : 'not';
  };
  const ends = at(steps, previous) === 'down' && convolves(previous) === 'not';
  const begins = at(steps, unit) !== 'same' && convolves(unit) === 'fully';
  return at(readers, previous).length === 1 && !ends && !begins;
}

/** Tells whether the resolution changes: all in one resolution is no level of anything. */
export const hasLevels = (structure: Structure): boolean =>
  new Set(depthsOf(structure).depths).size > 1;

/** In a network with long skips, groups everything at one resolution on the way down or up as one level. */
export function gatherLevels(structure: Structure, items: readonly Item[]): Item[] {
  const { depths, rising } = depthsOf(structure);
  const deepest = depths.reduce((a, b) => Math.max(a, b), 0);
  const kindAt = (unit: number): BlockKind => {
    if (at(depths, unit) === deepest) return 'deepest level';
    return at(rising, unit) ? 'decoder level' : 'encoder level';
  };
  const keyOf = (item: Item) => `${kindAt(exitOf(item))} ${at(depths, exitOf(item))}`;
  const itemOf = new Map(items.flatMap((item) => unitsIn([item]).map((unit) => [unit, item])));
  const runs: Item[][] = [];
  const runOf = new Map<Item, Item[]>();
  for (const item of items) {
    const producers = unitsIn([item]).flatMap((unit) => at(structure.inputs, unit));
    const neighbour = producers
      .map((producer) => itemOf.get(producer))
      .find((other) => other !== undefined && other !== item && keyOf(other) === keyOf(item));
    const run = (neighbour !== undefined && runOf.get(neighbour)) || [];
    if (run.length === 0) runs.push(run);
    run.push(item);
    runOf.set(item, run);
  }
  return wrap(structure, runs, (run) => {
    const unit = exitOf(at(run, 0));
    return { kind: kindAt(unit), level: at(depths, unit) + 1 };
  });
}

/**
 * `depths`: the halvings of the resolution down to each unit, less the doublings. `rising`: `true` if
 * there is a doubling among them.
 */
export function depthsOf(structure: Structure): { depths: number[]; rising: boolean[] } {
  const steps = stepsOf(structure);
  const depths: number[] = [];
  const rising: boolean[] = [];
  structure.inputs.forEach((producers, unit) => {
    const [first] = producers;
    const change = halvings(structure, unit, at(steps, unit));
    depths.push((first === undefined ? 0 : at(depths, first)) + change);
    rising.push(change < 0 || producers.some((producer) => at(rising, producer)));
  });
  return { depths, rising };
}

/** By the shapes if they are known: one transposed convolution may undo several pools. */
function halvings(structure: Structure, unit: number, step: Resolution): number {
  if (step === 'same') return 0;
  const [producer] = at(structure.inputs, unit);
  const from = producer === undefined ? undefined : extentOf(structure, producer);
  const to = extentOf(structure, unit);
  if (from === undefined || to === undefined) return step === 'down' ? 1 : -1;
  return Math.round(Math.log2(from / to));
}

/** The first spatial extent of a unit's output, if it has a known one. */
function extentOf({ layers }: Structure, unit: number): number | undefined {
  return mapExtents(outputOf(at(layers, unit)))[0] ?? undefined;
}

function wrap(
  { layers }: Structure,
  runs: readonly Item[][],
  describe: (run: readonly Item[]) => Pick<Block, 'kind' | 'level'>,
): Item[] {
  return runs
    .flatMap((run): Item[] => {
      const learns = unitsIn(run).some((unit) => at(layers, unit).operation.type === 'transform');
      if (run.length < 2 || !learns) return run;
      const exit = run.reduce<number>((latest, item) => Math.max(latest, exitOf(item)), 0);
      const block: Block = { ...describe(run), exit, items: run, repeat: 1 };
      return [block];
    })
    .sort((a, b) => exitOf(a) - exitOf(b));
}
