import type {
  Arm,
  ArmChange,
  ChangedCurve,
  ChangedInitialiser,
} from '../../../shared/experiment/experiment';
import type { LayerNode } from '../../../shared/network/network';
import type { Curve } from '../../../shared/network/operation';
import { concludeTraining } from './comparing';
import type { ExperimentKind, ExperimentSubject, Findings } from './kind';
import { sumsOf } from './depth';
import { shortcutOf, cuttableSkips } from './residuals';
import { WHOLE } from './skips';

const initialisers: readonly ChangedInitialiser[] = ['he', 'glorot', 'normal'];
const curves: readonly ChangedCurve[] = ['relu', 'tanh', 'sigmoid'];
const curveOf: Readonly<Partial<Record<Curve, ChangedCurve>>> = {
  rectifier: 'relu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
};

const armOf = (id: string, code: string, values: Readonly<Record<string, string | number>>) => ({
  id,
  title: { code: `experiments.${code}`, values },
  cut: [],
});

/** Layers whose kernels can be drawn anew by their shape. */
const isDrawn = ({ operation, sharedWith }: LayerNode): boolean =>
  operation.type === 'transform' &&
  (operation.family === 'convolution' || operation.family === 'dense') &&
  !operation.transposed &&
  !operation.depthwise &&
  sharedWith === undefined;

function withInitialisers({ graph }: ExperimentSubject): Arm[] {
  const layers = graph.layers.filter(isDrawn).map(({ id }) => id);
  if (layers.length === 0) return [];
  return initialisers.map((as) => ({
    ...armOf(`initialiser-${as}`, 'arm-initialiser', { as }),
    changes: [{ type: 'initialiser', layers, as }],
  }));
}

/** Curves over classes stay: the loss is chosen for them. */
const overClasses: ReadonlySet<Curve> = new Set(['softmax', 'logSoftmax']);

/** `true` for a layer that is, or ends with, a nonlinearity that another one can stand for. */
function isCurved({ operation }: LayerNode): boolean {
  if (operation.type !== 'activation' && operation.type !== 'transform') return false;
  const { linear, curve } = operation.activation;
  return !linear && !(curve && overClasses.has(curve));
}

const curveIn = ({ operation }: LayerNode): ChangedCurve | undefined => {
  const curve = operation.type === 'activation' ? operation.activation.curve : undefined;
  return curve && curveOf[curve];
};

/** Another nonlinearity in all hidden layers; none if one of them is part of another layer. */
function withActivations({ graph }: ExperimentSubject): Arm[] {
  const outputs = new Set(graph.outputs.map(({ layer }) => layer));
  const hidden = graph.layers.filter((layer) => isCurved(layer) && !outputs.has(layer.id));
  if (hidden.length === 0 || hidden.some(({ operation }) => operation.type !== 'activation'))
    return [];
  const present = new Set(hidden.map(curveIn));
  return curves
    .filter((as) => present.size > 1 || !present.has(as))
    .map((as) => ({
      ...armOf(`activation-${as}`, 'arm-activation', { as }),
      changes: hidden.map(({ id }): ArmChange => ({ type: 'activation', layer: id, as })),
    }));
}

function withoutNorms({ graph }: ExperimentSubject): Arm[] {
  const norms = graph.layers.filter(({ operation }) => operation.type === 'normalization');
  if (norms.length === 0) return [];
  return [
    {
      ...armOf('without-norms', 'arm-without-norms', { count: norms.length }),
      changes: norms.map(({ id }) => ({ type: 'bypass', layer: id })),
    },
  ];
}

/** Shortcuts of another kind: none, trained products over the channels, gates (He et al. 2016, table 1). */
function withShortcuts(subject: ExperimentSubject): Arm[] {
  const { length: count } = sumsOf(subject);
  const sums = new Set(sumsOf(subject).map(({ to }) => to));
  const own = cuttableSkips(subject.graph, subject.skips).filter(({ to }) => sums.has(to));
  if (count === 0) return [];
  const changed = (as: 'projection' | 'gated'): Arm => ({
    ...armOf(`shortcut-${as}`, `arm-shortcut-${as}`, { count: own.length }),
    changes: own.map(({ to, slot }) => ({ type: 'shortcut', to, slot, as })),
  });
  return [
    {
      ...armOf('shortcut-none', 'arm-without-all', { count: own.length }),
      cut: own.map(shortcutOf),
    },
    changed('projection'),
    changed('gated'),
  ];
}

function arms(subject: ExperimentSubject): readonly Arm[] | { readonly code: string } {
  const own = [
    ...withInitialisers(subject),
    ...withActivations(subject),
    ...withoutNorms(subject),
    ...withShortcuts(subject),
  ];
  return own.length > 0 ? [WHOLE, ...own] : { code: 'experiments.no-variants' };
}

/** The arms that are told apart, and one sentence where none is. */
function conclude(findings: Findings) {
  const { sentences, tone } = concludeTraining(
    findings,
    findings.comparisons
      .filter(({ measure, verdict }) => measure === 'loss' && verdict !== 'undecided')
      .map(({ arm }) => arm),
  );
  if (findings.comparisons.length === 0 || tone !== 'undecided') return { sentences, tone };
  const { steps, seeds } = findings.draft.options;
  const undecided = { code: 'experiments.variants-undecided', values: { steps, seeds } };
  return { sentences: [undecided], tone };
}

/** One point of the network changed at a time: initialiser, activation, norms, kind of shortcut. */
export const variants: ExperimentKind = {
  work: 'training',
  trains: true,
  standard: { steps: 60, seeds: 5, samples: 256, batchSize: 64 },
  searchesRate: true,
  arms,
  rules: [
    { measure: 'loss', scale: 'log', method: 'welch', more: 'worse' },
    // Weights are drawn anew in some of them: they are no pairs.
    { measure: 'firstGradient', scale: 'log', method: 'welch', more: 'neutral' },
  ],
  pairs: (all) =>
    all.filter(({ id }) => id !== WHOLE.id).map(({ id }) => ({ arm: id, against: WHOLE.id })),
  conclude,
  method: [
    { code: 'experiments.method-variants' },
    { code: 'experiments.method-training' },
    { code: 'experiments.method-welch' },
    { code: 'experiments.method-not-said' },
  ],
};
