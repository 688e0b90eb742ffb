import * as l10n from '@vscode/l10n';
import { frameworkNames } from '../model/framework';
import type { Quantity } from '../report/notMeasured';
import type { MemoryPart, Phase } from '../report/profile';
import type { Report } from '../report/report';
import { formatShare } from './format';
import { quantityText } from './gapWords';
import { sentenceOf } from './sentence';

/** One sentence for each of these quantities that a profile lacks, with its reason. */
export const costGapText = (
  { notMeasured }: Pick<Report, 'notMeasured'>,
  quantities: readonly Quantity[],
): readonly string[] =>
  notMeasured.flatMap((gap) =>
    quantities.some((quantity) => quantity === gap.quantity)
      ? [
          l10n.t('{quantity}: not measured, {reason}', {
            quantity: quantityText(gap),
            reason: sentenceOf(gap.reason),
          }),
        ]
      : [],
  );

const phases: Readonly<Record<Phase, () => string>> = {
  forward: () => l10n.t('forward'),
  backward: () => l10n.t('backward'),
  update: () => l10n.t('update'),
};

/** The name of a phase of a training step. */
export const phaseText = (phase: Phase): string => phases[phase]();

const parts: Readonly<Record<MemoryPart, () => string>> = {
  weights: () => l10n.t('Weights'),
  gradients: () => l10n.t('Gradients of weights'),
  optimizer: () => l10n.t('Optimizer'),
  batch: () => l10n.t('Batch'),
  activations: () => l10n.t('Kept activations'),
  workspace: () => l10n.t('Gradients on their way'),
};

/** The uses of the bytes of a training step. */
export const memoryPartText = (part: MemoryPart): string => parts[part]();

/** The reason why a report has no cost of layers to show. */
export function unmeasuredCost(report: Pick<Report, 'profile' | 'notMeasured'>): string {
  if (!report.profile) return l10n.t('Not profiled: Profile measures time and memory of a step.');
  const [gap] = costGapText(report, ['layerTime', 'stepTime', 'roof']);
  return gap ?? l10n.t('Not measured in this report.');
}

/** Times of a network that runs in another library than the one it is written for. */
export const loweredText = ({ library, framework }: Report['runtime']): string =>
  l10n.t('Timed as operations of {library}, not in {framework}.', {
    library,
    framework: frameworkNames[framework],
  });

/** Layers are timed in steps of their own: a quiet machine takes as long for those as for the steps without taps. */
const MOST_COVERED = 1.25;

/** The share of a step that its layers account for, and what it means where it is more than a step. */
export const coveredText = (covered: number): string =>
  covered > MOST_COVERED
    ? l10n.t('{share}: the machine was busy, and shares of layers are too large', {
        share: formatShare(covered),
      })
    : formatShare(covered);
