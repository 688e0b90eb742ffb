import type { Message } from '../../../shared/base/message';
import type { Conclusion, ExperimentKind, Findings } from './kind';
import { cuttableSkips } from './residuals';
import { dataOf, measuredIn, titleOf, tooFew } from './comparing';
import { WHOLE, withoutAll } from './skips';

function conclude(findings: Findings): Conclusion {
  const { draft, measured } = findings;
  const sentences = measuredIn(findings, 'bumps').map(
    ({ arm, mean, low, high, values }): Message => {
      const loss = measured.find((each) => each.arm === arm && each.measure === 'loss');
      return {
        code: 'experiments.surface-bumps',
        values: {
          arm: titleOf(draft, arm),
          value: mean,
          low,
          high,
          seeds: values.length,
          loss: loss?.mean ?? NaN,
          steps: draft.options.steps,
          data: dataOf(draft),
        },
      };
    },
  );
  return sentences.length > 0
    ? { sentences, tone: 'picture' }
    : { sentences: [tooFew(findings)], tone: 'undecided' };
}

/** The loss along lines through the trained weights (Li et al. 2018), with and without the skips. */
export const surface: ExperimentKind = {
  work: 'lines',
  trains: true,
  standard: { steps: 100, seeds: 3, samples: 128, batchSize: 64 },
  searchesRate: true,
  arms: ({ graph, skips }) => {
    const own = cuttableSkips(graph, skips);
    return own.length > 0 ? [WHOLE, withoutAll(own)] : [WHOLE];
  },
  rules: [
    { measure: 'loss', scale: 'log', method: 'welch', more: 'worse' },
    { measure: 'bumps', scale: 'linear', method: 'welch', more: 'neutral', least: 0.05 },
    { measure: 'width', scale: 'linear', method: 'welch', more: 'neutral', least: 0.1 },
  ],
  // Equal steps are no fair comparison, and equal loss is none that this plan makes.
  pairs: () => [],
  conclude,
  method: [{ code: 'experiments.method-surface' }, { code: 'experiments.method-surface-not-said' }],
};
