import type { Message } from '../../../shared/base/message';
import type { Arm } from '../../../shared/experiment/experiment';
import type { Skip } from '../../../shared/report/report';
import type { Conclusion, ExperimentKind, ExperimentSubject, Findings } from './kind';
import { cuttableSkips, shortcutOf } from './residuals';
import { dataOf, measuredIn, titleOf, tooFew } from './comparing';
import { WHOLE } from './skips';

const without = (id: string, skips: readonly Skip[]): Arm => ({
  id,
  title: { code: `experiments.arm-${id}`, values: { count: skips.length } },
  cut: skips.map(shortcutOf),
});

function arms({ graph, skips }: ExperimentSubject): readonly Arm[] | Message {
  const own = cuttableSkips(graph, skips);
  const [long, short] = (['long', 'short'] as const).map((reach) =>
    own.filter((skip) => skip.reach === reach),
  );
  if (!long || long.length === 0) return { code: 'experiments.no-u-shape' };
  if (!short || short.length === 0) return [WHOLE, without('without-long', long)];
  return [WHOLE, without('long-only', short), without('short-only', long), without('neither', own)];
}

function conclude(findings: Findings): Conclusion {
  const { draft } = findings;
  const sentences = measuredIn(findings, 'middleToEnds').map(
    ({ arm, mean, low, high, values }): Message => ({
      code: 'experiments.u-middle',
      values: {
        arm: titleOf(draft, arm),
        value: mean,
        low,
        high,
        seeds: values.length,
        steps: draft.options.steps,
        data: dataOf(draft),
      },
    }),
  );
  return sentences.length > 0
    ? { sentences, tone: 'picture' }
    : { sentences: [tooFew(findings)], tone: 'undecided' };
}

/** Long and short skips of a U-shape (Drozdzal et al. 2016, figure 3): all, long only, short only, neither. */
export const uShape: ExperimentKind = {
  work: 'updates',
  trains: false,
  standard: { steps: 3, seeds: 5, samples: 8, batchSize: 8 },
  searchesRate: false,
  arms,
  rules: [{ measure: 'middleToEnds', scale: 'log', method: 'paired', more: 'neutral' }],
  pairs: (all) =>
    all.filter(({ id }) => id !== WHOLE.id).map(({ id }) => ({ arm: id, against: WHOLE.id })),
  conclude,
  method: [{ code: 'experiments.method-u-shape' }, { code: 'experiments.method-u-norm' }],
};
