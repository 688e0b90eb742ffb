import type { ClashingBranch, FailureInfo } from '../base/failures';
import { channelsLast } from '../network/axes';
import type { Extents, Fix, ProjectionFix } from '../model/fix';
import type { OutputLossMismatch } from './causes';
import type { Finding, FindingCode, MadeFinding, MergeShapeMismatch } from './finding';

const simple: { readonly [C in FindingCode]?: Fix } = {
  'redundant-bias': { kind: 'withoutBias' },
  'vanishing-gradient': { kind: 'initializer' },
  'exploding-gradient': { kind: 'initializer' },
  'dead-relu': { kind: 'initializer' },
  saturated: { kind: 'initializer' },
  'symmetric-weights': { kind: 'initializer' },
};

/** The fix that an edit at the finding's line may make, where the code there allows it. */
export function fixForFinding(finding: Finding): Fix | undefined {
  if (isOfSigmoids(finding) || isOfNorms(finding)) return undefined;
  return 'written' in finding ? simple[finding.code] : (special(finding) ?? simple[finding.code]);
}

/** A gradient that fades through sigmoids fades with any weights. */
const isOfSigmoids = (finding: Finding): boolean =>
  finding.code === 'vanishing-gradient' &&
  !('written' in finding) &&
  finding.evidence.sigmoids !== undefined;

/** A gradient that grows through normalised layers grows with any weights. */
export const isOfNorms = (finding: Finding): boolean =>
  finding.code === 'exploding-gradient' &&
  !('written' in finding) &&
  finding.variant === 'path' &&
  finding.evidence.normalised !== undefined;

function special(finding: MadeFinding): Fix | undefined {
  if (finding.code === 'merge-shape-mismatch')
    return finding.variant === undefined ? projectionFor(finding.evidence) : undefined;
  if (finding.code === 'output-loss-mismatch') return fitOutput(finding);
  const isPair = finding.code === 'missing-nonlinearity' && finding.variant === 'one-map';
  return isPair ? { kind: 'activation', activation: 'relu' } : undefined;
}

/** The activation that the loss takes, where it is the loss that decides it. */
const wanted: { readonly [V in OutputLossMismatch['variant']]?: string } = {
  'softmax-twice': 'linear',
  'sigmoid-twice': 'linear',
  'squashed-scores': 'linear',
  'no-class-probabilities': 'softmax',
  'no-unit-probabilities': 'sigmoid',
  'independent-units': 'softmax',
};

function fitOutput({ variant, evidence }: OutputLossMismatch): Fix | undefined {
  const activation = evidence.loss === undefined ? undefined : wanted[variant];
  return activation === undefined ? undefined : { kind: 'activation', activation };
}

/** The fix for a merge that TensorFlow.js refused to build. */
export const fixForFailure = ({ branches = [] }: FailureInfo): Fix | undefined =>
  projection(
    branches.map(({ shape }) => shape),
    { shortcut: shortcutIn(branches) },
  );

function shortcutIn(branches: readonly ClashingBranch[]): 0 | 1 | undefined {
  const at = branches.findIndex(({ isShortcut }) => isShortcut === true);
  return at === 0 || at === 1 ? at : undefined;
}

const projectionFor = ({
  shapes,
  channelAxis,
  shortcut,
}: MergeShapeMismatch['evidence']): Fix | undefined =>
  projection(
    shapes.map((shape) => channelsLast(shape, channelAxis)),
    { channelAxis, shortcut },
  );

function projection(
  shapes: readonly unknown[],
  { channelAxis, shortcut }: Pick<ProjectionFix, 'channelAxis' | 'shortcut'>,
): Fix | undefined {
  const [a, b] = shapes;
  if (!isExtents(a) || !isExtents(b)) return undefined;
  return {
    kind: 'projection',
    shapes: [a, b],
    ...(channelAxis !== undefined && { channelAxis }),
    ...(shortcut !== undefined && { shortcut }),
  };
}

const isExtents = (value: unknown): value is Extents =>
  Array.isArray(value) && value.every((one) => one === null || typeof one === 'number');
