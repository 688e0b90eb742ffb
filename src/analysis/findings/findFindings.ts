import type { LayerId, Network, NetworkGraph } from '../../shared/network/network';
import type { SourceFault } from '../../shared/model/sourceFault';
import type { Probe } from '../../shared/report/probe';
import type { Profile } from '../../shared/report/profile';
import type { Finding, FindingCode, SkipReport } from '../../shared/report/report';
import { bySeverity } from '../../shared/report/selectors';
import { thresholdsWith, type Thresholds } from '../../shared/report/thresholds';
import { asProbed } from './asProbed';
import { gatherFacts, type Facts, type UnusedLayer } from './facts/facts';
import type { OutputLoss } from './facts/outputs';
import { disconnected } from './rules/disconnected';
import { exploding } from './rules/exploding';
import {
  batchTooSmall,
  memoryBound,
  recomputeCandidate,
  slowLayer,
  wideConcat,
} from './rules/costs';
import { idleShortcut, silentBody } from './rules/forks';
import { missingLongSkip } from './rules/longSkip';
import { mergeShapeMismatch } from './rules/mergeShapes';
import { missingNonlinearity } from './rules/missingNonlinearity';
import { outputLossMismatch } from './rules/outputLoss';
import { nonFinite } from './rules/nonFinite';
import { deepPlainStack } from './rules/plainStack';
import { redundantBias } from './rules/redundantBias';
import { emptyShortcut, nonlinearShortcut } from './rules/shortcuts';
import { doubledShortcut, oneSidedBody, saturatedGate } from './rules/bodies';
import { initialLoss } from './rules/initialLoss';
import { inputScale } from './rules/inputScale';
import { mixedSamples } from './rules/mixedSamples';
import { doesNotFitOneBatch } from './rules/oneBatch';
import { trainEvalGap } from './rules/trainEvalGap';
import { neverTrained } from './rules/neverTrained';
import { recurrentGrowth } from './rules/recurrentGrowth';
import { sourceFaults } from './rules/sourceFaults';
import { targetRange } from './rules/targetRange';
import { symmetricWeights } from './rules/symmetricWeights';
import { deadRelu, saturated } from './rules/units';
import { singleValue } from './rules/singleValue';
import { lostUpdates, updateRatio } from './rules/updates';
import { vanishing } from './rules/vanishing';
import { toFinding, type Symptom } from './facts/symptom';

export interface FindingsSubject {
  readonly graph: NetworkGraph;
  readonly network: Network;
  readonly skips: SkipReport;
  /** The measurements; without them only the rules that need no numbers are applied. */
  readonly probe?: Probe;
  /** Times and memory; without them no rule of cost is applied. */
  readonly profile?: Profile;
  /** The losses of the outputs: those of the compiled model, or of the probe. */
  readonly losses?: readonly OutputLoss[];
  /** Layers that were made beside the network and lead nowhere. */
  readonly unused?: readonly UnusedLayer[];
  /** Faults of the source that the network does not show. */
  readonly faults?: readonly SourceFault[];
  /** The definition takes layers that nobody knows: somewhere nothing stands in their place. */
  readonly hasGap?: true;
}

type Rule = (facts: Facts) => Symptom[];
/** Applies a rule, and the next one if the first finds nothing. */
const firstOf =
  (rule: Rule, next: Rule): Rule =>
  (facts) => {
    const symptoms = rule(facts);
    return symptoms.length > 0 ? symptoms : next(facts);
  };

const rules: readonly Rule[] = [
  mergeShapeMismatch,
  firstOf(outputLossMismatch, targetRange),
  missingNonlinearity,
  mixedSamples,
  symmetricWeights,
  inputScale,
  neverTrained,
  sourceFaults,
  recurrentGrowth,
  initialLoss,
  saturatedGate,
  doubledShortcut,
  oneSidedBody,
  nonFinite,
  vanishing,
  exploding,
  firstOf(singleValue, disconnected),
  deadRelu,
  saturated,
  updateRatio,
  lostUpdates,
  silentBody,
  idleShortcut,
  deepPlainStack,
  missingLongSkip,
  nonlinearShortcut,
  emptyShortcut,
  redundantBias,
  trainEvalGap,
  doesNotFitOneBatch,
  slowLayer,
  memoryBound,
  recomputeCandidate,
  wideConcat,
  batchTooSmall,
];

/** Findings that layers are missing, which a network with a gap says nothing of. */
const missesLayers: ReadonlySet<FindingCode> = new Set([
  'empty-shortcut',
  'missing-nonlinearity',
  'doubled-shortcut',
]);

/** The effects of a cause anywhere in the network, which are not reported again. */
const effectsAnywhere: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  'output-loss-mismatch': [
    'disconnected',
    'saturated',
    'lost-updates',
    'update-ratio',
    'initial-loss',
  ],
  'symmetric-weights': [
    'vanishing-gradient',
    'dead-relu',
    'disconnected',
    'lost-updates',
    'update-ratio',
    'initial-loss',
    'silent-body',
  ],
  'input-scale': [
    'exploding-gradient',
    'vanishing-gradient',
    'saturated',
    'dead-relu',
    'update-ratio',
    'lost-updates',
    'disconnected',
    'initial-loss',
  ],
  'doubled-shortcut': ['exploding-gradient', 'saturated', 'disconnected', 'initial-loss'],
  'recurrent-growth': ['exploding-gradient', 'update-ratio', 'initial-loss'],
  'exploding-gradient': ['initial-loss'],
  'non-finite': ['initial-loss'],
};

/** The effects of a cause on the same layers. */
const effects: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  'vanishing-gradient': ['update-ratio', 'lost-updates', 'disconnected'],
  'exploding-gradient': ['update-ratio', 'dead-relu', 'saturated'],
  'lost-updates': ['update-ratio'],
  'recurrent-growth': ['non-finite'],
  'saturated-gate': ['saturated', 'vanishing-gradient'],
  'initial-loss': ['saturated', 'update-ratio', 'lost-updates', 'disconnected'],
  'memory-bound': ['slow-layer'],
  disconnected: ['lost-updates', 'update-ratio', 'dead-relu', 'saturated'],
};

/**
 * The findings on a network from its graph, its skips and the probe: one per cause, worst first. Pure; the
 * limits of the rules and their sources are in `thresholds`.
 */
export function findFindings(
  subject: FindingsSubject,
  thresholds: Thresholds = thresholdsWith({}),
): Finding[] {
  const facts = gatherFacts(asProbed(subject), thresholds);
  const symptoms = rules
    .flatMap((rule) => rule(facts))
    .filter(({ code }) => !(subject.hasGap && missesLayers.has(code)));
  const explained = new Set(symptoms.flatMap(({ code }) => effectsAnywhere[code] ?? []));
  const findings = symptoms
    .filter(({ code }) => !explained.has(code))
    .map((symptom) => toFinding(symptom, explainedLayers(symptom, symptoms)));
  const all = withoutRepeats(findings.filter((finding) => finding !== undefined));
  return [...bySeverity(withoutKnownCause(all))];
}

/** A batch that is not fitted is the effect of whatever else is wrong, and a finding only where nothing is. */
function withoutKnownCause(findings: readonly Finding[]): readonly Finding[] {
  const isUnfit = ({ code }: Finding): boolean => code === 'does-not-fit-one-batch';
  const isExplained = findings.some((each) => !isUnfit(each) && each.severity !== 'info');
  return isExplained ? findings.filter((each) => !isUnfit(each)) : findings;
}

/** Removes duplicates: main paths of several inputs meet, so a rule may see one symptom on each of them. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [`${finding.code} ${finding.layer}`, finding]));
  return [...seen.values()];
}

/** The layers on which another symptom is the cause of this one. */
function explainedLayers(symptom: Symptom, symptoms: readonly Symptom[]): Set<LayerId> {
  const causes = symptoms.filter(({ code }) => effects[code]?.includes(symptom.code));
  return new Set(causes.flatMap(({ layers }) => layers.map(({ id }) => id)));
}
