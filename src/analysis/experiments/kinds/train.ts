import type { Conclusion, ExperimentKind, Findings } from './kind';
import { dataOf, measuredIn, tooFew } from './comparing';
import { WHOLE } from './skips';

function conclude(findings: Findings): Conclusion {
  const { draft } = findings;
  const [before, after] = ['lossBefore', 'lossAfter'].map((name) => measuredIn(findings, name)[0]);
  if (!before || !after) return { sentences: [tooFew(findings)], tone: 'undecided' };
  const { mean, low, high, values, diverged } = after;
  const { steps, optimizer, learningRate = 0 } = draft.options;
  return {
    sentences: [
      {
        code: diverged > 0 ? 'experiments.train-diverged' : 'experiments.train',
        values: {
          before: before.mean,
          after: mean,
          low,
          high,
          seeds: values.length,
          diverged,
          steps,
          optimizer,
          rate: learningRate,
          data: dataOf(draft),
        },
      },
    ],
    tone: 'picture',
  };
}

/** A real training: loss and gradients, before and after. */
export const train: ExperimentKind = {
  work: 'watching',
  trains: false,
  standard: { steps: 100, seeds: 3, samples: 64, batchSize: 32 },
  searchesRate: false,
  arms: () => [WHOLE],
  rules: ['lossBefore', 'lossAfter'].map((measure) => ({
    measure,
    scale: 'log',
    method: 'welch',
    more: 'worse',
  })),
  pairs: () => [],
  conclude,
  method: [{ code: 'experiments.method-train' }],
};
