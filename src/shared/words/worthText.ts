import * as l10n from '@vscode/l10n';
import type { Comparison, ExperimentResult } from '../experiment/experiment';
import { comparedText, comparisonVerdict } from './experimentWords';

/** The worth of a skip, in a line for a hover. */
export interface SkipWorth {
  readonly skip: string;
  readonly text: string;
}

const part = (each: Comparison): string =>
  l10n.t('{0} ({1})', comparedText(each), comparisonVerdict(each.verdict));

/** The worth of each skip by an experiment on skips: loss and first gradient without it. */
export function skipWorths({ arms, comparisons, options }: ExperimentResult): SkipWorth[] {
  const { steps, seeds } = options;
  return arms.flatMap(({ id, skip }): SkipWorth[] => {
    const of = (measure: string): Comparison | undefined =>
      comparisons.find((each) => each.arm === id && each.measure === measure);
    const [loss, gradient] = [of('loss'), of('firstGradient')];
    if (skip === undefined || !loss || !gradient) return [];
    return [
      {
        skip,
        text: l10n.t(
          'without it: training loss {0} after {1} steps, first gradient {2} before; {3} seeds',
          ...[part(loss), steps, part(gradient), seeds],
        ),
      },
    ];
  });
}
