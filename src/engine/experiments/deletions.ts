import type { CutInput, DeletableBlock } from '../../shared/experiment/experiment';
import { medianOf } from '../../shared/base/statistics';
import type { Evaluation, Lab } from '../model/lab';
import type { BatchData } from '../model/trainer';
import { edgeKey } from '../probe/plan/edges';
import { timedStep, withLab, type CellRun, type CellWork, type Measurement } from './cellRun';
import { finite, hasDiverged, thinned, train } from './training';
import { weightsHash } from './weightsHash';

type Edges = ReadonlySet<string>;

const keys = (inputs: readonly CutInput[]): string[] => inputs.map(edgeKey);

const isPlain = ({ shortcuts }: DeletableBlock, cut: Edges): boolean =>
  keys(shortcuts).some((key) => cut.has(key));

/**
 * The edges that carry zeros in a network without a block: its bodies, and its shortcuts no more where the
 * network was trained without them. `undefined` if these have weights, which are not trained then.
 */
export function withoutBlock(block: DeletableBlock, cut: Edges): Edges | undefined {
  const { bodies, shortcuts, isProjected } = block;
  if (!isPlain(block, cut)) return new Set([...cut, ...keys(bodies)]);
  if (isProjected) return undefined;
  const restored = new Set(keys(shortcuts));
  return new Set([...[...cut].filter((key) => !restored.has(key)), ...keys(bodies)]);
}

/** The edges that carry zeros in a network without a block's shortcuts; `undefined` if it has none to lose. */
export const withoutShortcut = (block: DeletableBlock, cut: Edges): Edges | undefined =>
  isPlain(block, cut) ? undefined : new Set([...cut, ...keys(block.shortcuts)]);

/** The error where outputs name classes, else the loss. */
const kindOf = ({ error }: Evaluation): 'error' | 'loss' =>
  error === undefined ? 'loss' : 'error';

/** `null` for a network that cannot be made, Infinity for a loss that is no number. */
type Column = (number | null)[];

/** The median of the blocks that could be measured; not a number if there is none. */
const medianIn = (column: Column, isMeant: (at: number) => boolean = () => true): number =>
  medianOf(column.filter((value, at) => value !== null && isMeant(at)) as number[]) ?? NaN;

const shown = (column: Column): Column =>
  column.map((value) => (value !== null && Number.isFinite(value) ? value : null));

/**
 * Numbers and series of a trained network, intact and with each block or shortcut left out, with running
 * statistics: they stay those of the intact network. Changes nothing.
 */
export async function measureDeletions(
  lab: Lab,
  { arm, data, options }: Pick<CellRun, 'arm' | 'data' | 'options'>,
): Promise<Pick<Measurement, 'numbers' | 'series'>> {
  const batch = data.measured(options.samples);
  const blocks = arm.deletes ?? [];
  const cut = new Set(keys(arm.cut));
  const intact = await lab.evaluate(batch, 'inference');
  const kind = kindOf(intact);
  const measure = async (edges: Edges | undefined): Promise<number | null> => {
    if (!edges) return null;
    const value = (await lab.evaluateWithout(batch, 'inference', edges))[kind] ?? NaN;
    return Number.isFinite(value) ? value : Infinity;
  };
  const deleted: Column = [];
  const severed: Column = [];
  for (const block of blocks) {
    deleted.push(await measure(withoutBlock(block, cut)));
    severed.push(await measure(withoutShortcut(block, cut)));
  }
  const isWhole = (at: number): boolean => severed[at] !== null;
  const isBypassable = (at: number): boolean => !blocks[at]?.isProjected;
  const hasShortcuts = severed.some((value) => value !== null);
  return {
    numbers: finite({
      [`${kind}Intact`]: intact[kind],
      [`${kind}Deleted`]: medianIn(deleted, isWhole),
      [`${kind}Bypassed`]: medianIn(deleted, isBypassable),
      [`${kind}Cut`]: medianIn(severed),
    }),
    series: {
      [`${kind}WithoutBlock`]: shown(deleted),
      ...(hasShortcuts && { [`${kind}WithoutShortcut`]: shown(severed) }),
    },
  };
}

const compute = (run: CellRun): Promise<Measurement> =>
  withLab(run, async (lab) => {
    const { data, options, isPilot } = run;
    const measured = (): BatchData => data.measured(options.samples);
    const start = await lab.evaluate(measured(), 'training');
    const losses = await train(lab, run);
    const end = await lab.evaluate(measured(), 'training');
    const isLost = hasDiverged({ start, end, losses }, options);
    const trained = {
      outcome: isLost ? 'diverged' : 'done',
      numbers: finite({ loss: end.loss }),
      curve: thinned(losses),
      weightsSha256: weightsHash(await lab.weights()),
    } as const;
    if (isLost || isPilot) return trained;
    lab.settle(measured());
    const { numbers, series } = await measureDeletions(lab, run);
    return { ...trained, numbers: { ...trained.numbers, ...numbers }, ...(series && { series }) };
  });

/** Evaluations of one cell: before and after the training, intact, and without each block and each shortcut. */
const evaluations = ({ arm: { deletes = [] } }: CellRun): number => 3 + 2 * deletes.length;

const cost = (run: CellRun): Promise<number> =>
  withLab(run, async (lab) => {
    const { data, rate, options, model } = run;
    const step = await timedStep((at) => lab.train(data.batch(at), rate));
    const batch = data.measured(options.samples);
    const one = await timedStep(() => lab.evaluate(batch, 'inference'));
    return (model.milliseconds.build + options.steps * step + evaluations(run) * one) / 1000;
  });

/** A trained network without one block, or one shortcut, at a time. */
export const deletions: CellWork = { compute, cost };
