import type { Arm } from '../../../shared/experiment/experiment';
import { isChain, layerPairs, type LayerPair } from './chain';
import { concludeTraining, trainingRules } from './comparing';
import type { ExperimentKind, ExperimentSubject } from './kind';
import { WHOLE } from './skips';

const added = (pairs: readonly LayerPair[]): NonNullable<Arm['changes']> =>
  pairs.map(({ from, to, isIdentity }) => ({
    type: 'add',
    from,
    to,
    as: isIdentity ? 'identity' : 'projection',
  }));

function arms({ graph }: ExperimentSubject): readonly Arm[] | { readonly code: string } {
  if (!isChain(graph)) return { code: 'experiments.not-plain' };
  const pairs = layerPairs(graph);
  const identities = pairs.filter(({ isIdentity }) => isIdentity);
  const { length: count } = identities;
  const projections = pairs.length - count;
  if (pairs.length === 0) return { code: 'experiments.no-pairs' };
  const own: Arm[] = [];
  if (count > 0)
    own.push({
      id: 'with-identities',
      cut: [],
      changes: added(identities),
      title: { code: 'experiments.arm-identities', values: { count } },
    });
  if (projections > 0)
    own.push({
      id: 'with-projections',
      cut: [],
      changes: added(pairs),
      title: { code: 'experiments.arm-projections', values: { count, projections } },
    });
  return [WHOLE, ...own];
}

/** The other way round: shortcuts put around pairs of layers of a plain network (He et al. 2015, figure 3). */
export const add: ExperimentKind = {
  work: 'training',
  trains: true,
  standard: { steps: 100, seeds: 5, samples: 256, batchSize: 64 },
  searchesRate: true,
  arms,
  rules: trainingRules,
  pairs: (all) =>
    all.filter(({ id }) => id !== WHOLE.id).map(({ id }) => ({ arm: id, against: WHOLE.id })),
  conclude: (findings) =>
    concludeTraining(
      findings,
      findings.draft.arms.map(({ id }) => id),
    ),
  method: [
    { code: 'experiments.method-add' },
    { code: 'experiments.method-training' },
    { code: 'experiments.method-welch' },
    { code: 'experiments.method-not-said' },
  ],
};
