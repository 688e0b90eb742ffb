import * as l10n from '@vscode/l10n';
import type { OneBatchProbe, Probe } from '../report/probe';
import { counted, formatMilliseconds, notMeasured } from './format';

/** A loss with three significant digits, in scientific form where it is far from 1. */
export function formatLoss(value: number): string {
  const size = Math.abs(value);
  return value === 0 || (size >= 1e-3 && size < 1e4)
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(2).replace('e+', 'e');
}

/** The losses of the steps of one seed: `2.31 → 2.28 → 2.25`; of many steps the first two and the last. */
export function lossText({ loss }: Pick<Probe, 'loss'>, seed = 0): string {
  const steps = (loss.values[seed] ?? []).map((value) =>
    value === null ? notMeasured() : formatLoss(value),
  );
  const shown = steps.length > MOST ? [...steps.slice(0, 2), '…', ...steps.slice(-1)] : steps;
  return shown.join(' → ');
}

const MOST = 6;

/** The fall of the loss in a training on one batch: `2.31 → 0.004 in 214 steps, 1.3 s`. */
export function oneBatchText({ start, lowest, steps, milliseconds }: OneBatchProbe): string {
  return l10n.t('{start} → {lowest} in {steps}, {time}', {
    start: formatLoss(start),
    lowest: lowest === undefined ? notMeasured() : formatLoss(lowest),
    steps: counted(steps, 'step'),
    time: formatMilliseconds(milliseconds),
  });
}
