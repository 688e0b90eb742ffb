import type { Arm } from '../../../shared/experiment/experiment';
import type { Skip } from '../../../shared/report/report';
import type { ExperimentKind, ExperimentSubject, Findings } from './kind';
import { cuttableSkips, shortcutOf } from './residuals';
import { concludeTraining, trainingRules } from './comparing';

export const WHOLE: Arm = { id: 'whole', title: { code: 'experiments.arm-whole' }, cut: [] };

/** The network without any of these skips. */
export const withoutAll = (own: readonly Skip[]): Arm => ({
  id: 'without-all',
  title: { code: 'experiments.arm-without-all', values: { count: own.length } },
  cut: own.map(shortcutOf),
});

function arms({ graph, skips }: ExperimentSubject): readonly Arm[] | { readonly code: string } {
  const own = cuttableSkips(graph, skips);
  if (own.length === 0) return { code: 'experiments.no-skip-to-cut' };
  const all = withoutAll(own);
  const each = own.map((skip): Arm => ({
    id: `without ${skip.id}`,
    title: { code: 'experiments.arm-without', values: { from: skip.from, to: skip.to } },
    cut: [shortcutOf(skip)],
    skip: skip.id,
    rateOf: WHOLE.id,
  }));
  return own.length === 1 ? [WHOLE, all] : [WHOLE, all, ...each];
}

/** All skips first, then those single ones that a loss tells apart. */
function conclude(findings: Findings) {
  const clear = findings.comparisons
    .filter(({ verdict }) => verdict === 'worse' || verdict === 'better' || verdict === 'diverged')
    .map(({ arm }) => arm);
  const gradients = findings.comparisons
    .filter(({ measure, verdict }) => measure === 'firstGradient' && verdict !== 'undecided')
    .filter(({ arm }) => arm !== 'without-all')
    .sort((a, b) => Math.abs(Math.log(b.value)) - Math.abs(Math.log(a.value)))
    .slice(0, 1)
    .map(({ arm }) => arm);
  const named = [...new Set(['without-all', ...clear])];
  const { sentences, tone } = concludeTraining(findings, named);
  const most = concludeTraining(findings, gradients).sentences.slice(1);
  const told = new Set(sentences.map((each) => JSON.stringify(each)));
  return {
    sentences: [...sentences, ...most.filter((each) => !told.has(JSON.stringify(each)))],
    tone,
  };
}

/** Compares each skip with zeros in its place: the same network with zeros over its shortcuts, trained alike. */
export const skips: ExperimentKind = {
  work: 'training',
  trains: true,
  standard: { steps: 100, seeds: 8, samples: 256, batchSize: 64 },
  searchesRate: true,
  arms,
  rules: trainingRules,
  pairs: (all) =>
    all.filter(({ id }) => id !== WHOLE.id).map(({ id }) => ({ arm: id, against: WHOLE.id })),
  conclude,
  method: [
    { code: 'experiments.method-cut' },
    { code: 'experiments.method-training' },
    { code: 'experiments.method-welch' },
    { code: 'experiments.method-not-said' },
  ],
};
