import type { Message } from '../../../shared/base/message';
import type { Arm } from '../../../shared/experiment/experiment';
import type { Conclusion, ExperimentKind, ExperimentSubject, Findings } from './kind';
import { residualBlocks } from './residuals';
import { dataOf, measuredIn, tooFew } from './comparing';
import { WHOLE } from './skips';

const LEAST_BLOCKS = 2;

function arms(subject: ExperimentSubject): readonly Arm[] | Message {
  const { length: blocks } = residualBlocks(subject.graph, subject.skips);
  if (!subject.hasOneFloatInput) return { code: 'experiments.no-float-input' };
  return blocks < LEAST_BLOCKS ? { code: 'experiments.no-paths', values: { blocks } } : [WHOLE];
}

/** The length with the largest share of the gradient. */
function modeOf({ series }: Findings): number {
  const shares = series.find(({ measure }) => measure === 'share')?.mean ?? [];
  const known = shares.map((share) => share ?? -1);
  return known.indexOf(Math.max(...known));
}

function conclude(findings: Findings): Conclusion {
  const { draft, series } = findings;
  const [length, from, to] = ['meanLength', 'from', 'to'].map(
    (name) => measuredIn(findings, name)[0],
  );
  const blocks = (series.find(({ measure }) => measure === 'share')?.mean.length ?? 1) - 1;
  if (!length || !from || !to) return { sentences: [tooFew(findings)], tone: 'undecided' };
  const common = { data: dataOf(draft), seeds: length.values.length, steps: draft.options.steps };
  const sentences: Message[] = [
    {
      code: draft.options.steps > 0 ? 'experiments.paths-trained' : 'experiments.paths',
      values: {
        ...common,
        blocks,
        mode: modeOf(findings),
        half: blocks / 2,
        from: Math.round(from.mean),
        to: Math.round(to.mean),
        mean: length.mean,
        low: length.low,
        high: length.high,
      },
    },
  ];
  const [slope, explained] = ['slope', 'explained'].map((name) => measuredIn(findings, name)[0]);
  if (slope && explained)
    sentences.push({
      code: 'experiments.path-decay',
      values: {
        ...common,
        slope: slope.mean,
        low: slope.low,
        high: slope.high,
        explained: explained.mean,
      },
    });
  return { sentences, tone: 'picture' };
}

const linear = { scale: 'linear', method: 'paired', more: 'neutral' } as const;

/** The gradient by the number of bodies on its paths (Veit et al. 2016), exact by a Fourier sum. */
export const paths: ExperimentKind = {
  work: 'pathProfile',
  trains: false,
  standard: { steps: 0, seeds: 5, samples: 4, batchSize: 64 },
  searchesRate: false,
  arms,
  rules: ['meanLength', 'from', 'to', 'slope', 'explained'].map((measure) => ({
    measure,
    ...linear,
  })),
  pairs: () => [],
  conclude,
  method: [{ code: 'experiments.method-paths' }, { code: 'experiments.method-decay' }],
};
