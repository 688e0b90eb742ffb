import { table, type Colours } from '../terminal/terminal';
import type { RunReading, TrainingRun } from '../../workspace/trainingRun';
import { counted } from '../../shared/words/format';
import { gradientBar } from './bars';

const DIGITS = 3;

const shown = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : String(Number(value.toPrecision(DIGITS)));

/** The layer with the weakest gradient, in words. */
function weakest({ head }: Pick<TrainingRun, 'head'>, { gradient }: RunReading): string {
  let least: number | undefined;
  gradient.forEach((value, at) => {
    if (value !== null && (least === undefined || value < (gradient[least] ?? Infinity)))
      least = at;
  });
  return least === undefined
    ? ''
    : `  weakest gradient ${shown(gradient[least])} in ${head.layers[least] ?? ''}`;
}

/** One reading as a line. */
export const readingLine = (run: Pick<TrainingRun, 'head'>, reading: RunReading): string =>
  `step ${reading.step}  loss ${shown(reading.loss)}${weakest(run, reading)}\n`;

/** The last reading of a run layer by layer, and the way of its loss. */
export function runText({ head, readings }: TrainingRun, colours: Colours): string {
  const last = readings.at(-1);
  if (!last) return `${colours.bold(head.model)}  no reading yet\n`;
  const losses = readings.flatMap(({ loss }) => (loss === null ? [] : [loss]));
  const least = losses.length > 0 ? Math.min(...losses) : null;
  const way = `loss ${shown(losses[0])} → ${shown(losses.at(-1))}, least ${shown(least)}`;
  const rows = head.layers.map((layer, at) => [
    layer,
    shown(last.gradient[at]),
    gradientBar(last.gradient[at] ?? undefined),
    shown(last.update[at]),
  ]);
  const dead = head.watched.map((layer, at) => [layer, shown(last.dead[at])]);
  return [
    `${colours.bold(head.model)}  step ${last.step}, ${counted(readings.length, 'reading')}; ${way}\n\n`,
    table([['layer', '‖∂L/∂W‖', '', 'Δw/w'], ...rows], ['left', 'right', 'left', 'right']),
    ...(dead.length > 0 ? ['\n', table([['rectifier', 'dead units'], ...dead])] : []),
  ].join('');
}
