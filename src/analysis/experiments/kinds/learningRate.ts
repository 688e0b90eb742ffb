import type { Conclusion, ExperimentKind, Findings } from './kind';
import { dataOf, measuredIn, tooFew } from './comparing';
import { WHOLE } from './skips';

function conclude(findings: Findings): Conclusion {
  const { draft } = findings;
  const rate = measuredIn(findings, 'rate')[0];
  if (!rate) return { sentences: [tooFew(findings)], tone: 'undecided' };
  const { values, mean, low, high } = rate;
  const sorted = [...values].sort((a, b) => a - b);
  const { optimizer, steps } = draft.options;
  return {
    sentences: [
      {
        code: 'experiments.learning-rate',
        values: {
          rate: mean,
          low,
          high,
          seeds: values.length,
          optimizer,
          steps,
          least: sorted[0] ?? mean,
          most: sorted.at(-1) ?? mean,
          data: dataOf(draft),
        },
      },
    ],
    tone: 'picture',
  };
}

/** A learning rate to start with, by the valley of a range test over seeds (Smith 2017). */
export const learningRate: ExperimentKind = {
  work: 'range',
  trains: true,
  standard: { steps: 100, seeds: 5, samples: 64, batchSize: 64 },
  searchesRate: false,
  arms: () => [WHOLE],
  rules: [{ measure: 'rate', scale: 'log', method: 'welch', more: 'neutral' }],
  pairs: () => [],
  conclude,
  method: [{ code: 'experiments.method-range' }],
};
