import * as l10n from '@vscode/l10n';
import type { Framework } from '../model/framework';
import type { Quantity } from '../report/notMeasured';
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

/** Times of a network that runs in another library than the one it is written for. */
export const loweredText = ({ library, framework }: Report['runtime']): string =>
  l10n.t('Timed as operations of {library}, not in {framework}.', {
    library,
    framework: frameworkNames[framework],
  });
