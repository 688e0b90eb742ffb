import * as l10n from '@vscode/l10n';
import type { Framework } from '../model/framework';
import type { Quantity } from '../report/notMeasured';
import type { MemoryPart, Phase } from '../report/profile';
import type { Report } from '../report/report';
import { quantityText } from './gapWords';
import { sentenceOf } from './sentence';

/** Names of frameworks, as their authors write them. */
export const frameworkNames = {
  tfjs: 'TensorFlow.js',
  torch: 'PyTorch',
  keras: 'Keras',
} as const satisfies Record<Framework, string>;

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

/** The purpose of bytes of a training step. */
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
