import * as l10n from '@vscode/l10n';
import type { Layer, LayerId } from '../network/network';
import { shortName } from '../network/shortName';
import type { Finding, FindingCode, MadeFinding } from '../report/finding';
import type { ThresholdName } from '../report/thresholds';
import { causeMessages } from './causeMessages';
import { costMessages } from './costWords';
import { firstAndMore } from './firstAndMore';
import { counted, formatGradient, formatShare } from './format';
import { mergeShapes } from './mergeShapes';

type Of<C extends FindingCode> = Extract<MadeFinding, { code: C }>;
type NameOf = (layer: LayerId) => string;

/** The layers of a network, reduced to their names. */
interface NamedLayers {
  readonly layers: readonly Pick<Layer, 'id' | 'name' | 'kind'>[];
}

/** One sentence with the finding's numbers, for the panel, the editor, the terminal and SARIF alike. */
export function findingMessage(finding: Finding, { layers }: NamedLayers): string {
  if ('written' in finding) return finding.written.message;
  const nameOf: NameOf = (id) => {
    const layer = layers.find((one) => one.id === id);
    return layer ? shortName(layer) : id;
  };
  // The table ties each sentence to its code; the compiler does not follow that through the look-up.
  const sentence = sentences[finding.code] as (finding: MadeFinding, nameOf: NameOf) => string;
  return sentence(finding, nameOf);
}

const sentences: {
  readonly [C in FindingCode]: (finding: Of<C>, nameOf: NameOf) => string;
} = {
  'vanishing-gradient': vanishing,
  'exploding-gradient': exploding,
  'non-finite': nonFinite,
  'dead-relu': dead,
  saturated: (finding, nameOf) =>
    l10n.t('{share} of the units are saturated in {layers}: their derivative is below {slope}.', {
      share: formatShare(finding.evidence.saturatedShare),
      layers: firstAndMore(finding, nameOf),
      slope: formatGradient(limitOf(finding, 'flatSlope')),
    }),
  'update-ratio': updateRatio,
  'lost-updates': (finding, nameOf) =>
    l10n.t(
      'A step leaves {share} of the weights unchanged in {layers}: it is smaller than float32 can add.',
      {
        share: formatShare(finding.evidence.lostUpdates),
        layers: firstAndMore(finding, nameOf),
      },
    ),
  disconnected,
  'redundant-bias': (finding, nameOf) =>
    l10n.t(
      'The bias of {layers} comes straight before batch norm, which subtracts it again: {parameters} without effect.',
      {
        layers: firstAndMore(finding, nameOf),
        parameters: counted(finding.evidence.parameters, 'parameter'),
      },
    ),
  'silent-body': silentBody,
  'idle-shortcut': idleShortcut,
  'merge-shape-mismatch': mergeShapes,
  'deep-plain-stack': ({ layer, evidence }, nameOf) =>
    l10n.t(
      '{count} weighted layers in a row have no skip connection, from {first} to {last}: at this depth plain networks risk degradation, a higher training error than shallower ones.',
      {
        count: evidence.weightedLayers,
        first: nameOf(layer),
        last: nameOf(evidence.layers.at(-1) ?? layer),
      },
    ),
  'missing-long-skip': missingLongSkip,
  'nonlinear-shortcut': (finding, nameOf) =>
    l10n.t(
      'The shortcut passes through the non-linearity of {layers}, so that the gradient does not pass whole (He et al. 2016, identity mappings).',
      { layers: firstAndMore(finding, nameOf) },
    ),
  'empty-shortcut': (finding, nameOf) =>
    l10n.t(
      'The shortcut into {layers} passes by no layer with weights: it adds a tensor to itself.',
      { layers: firstAndMore(finding, nameOf) },
    ),
  ...causeMessages,
  ...costMessages,
};

function limitOf({ limits }: MadeFinding, name: ThresholdName): number | undefined {
  return limits.find((limit) => limit.name === name)?.value;
}

function vanishing(finding: Of<'vanishing-gradient'>, nameOf: NameOf): string {
  const { firstRms, lastRms, weightedLayers, holdsFor, smallGain } = finding.evidence;
  const values = {
    depth: counted(weightedLayers, 'weighted layer'),
    last: formatGradient(lastRms),
    first: formatGradient(firstRms),
    layers: firstAndMore(finding, nameOf),
  };
  const sentence =
    holdsFor > 1
      ? l10n.t(
          'The gradient vanishes on its way back through {depth}: RMS {last} at the last, {first} at {layers} (median of {seeds} seeds).',
          { ...values, seeds: holdsFor },
        )
      : l10n.t(
          'The gradient vanishes on its way back through {depth}: RMS {last} at the last, {first} at {layers}.',
          values,
        );
  return smallGain === undefined
    ? sentence
    : l10n.t(
        '{0} The weights are too small: each layer passes on {1} of its signal.',
        sentence,
        smallGain.toPrecision(2),
      );
}

function exploding(finding: Of<'exploding-gradient'>, nameOf: NameOf): string {
  switch (finding.variant) {
    case 'path':
      return explodingPath(finding.evidence, nameOf(finding.layer));
    case 'neighbours':
      return l10n.t(
        'The gradient jumps by a factor of {factor} from the next weighted layer back to {layer}.',
        { factor: Math.round(finding.evidence.factor), layer: nameOf(finding.layer) },
      );
    case 'norm':
      return l10n.t('The weight gradient is far too large: norm {norm} at {layers}.', {
        norm: formatGradient(finding.evidence.l2),
        layers: firstAndMore(finding, nameOf),
      });
  }
}

function explodingPath(
  evidence: Extract<MadeFinding, { variant: 'path' }>['evidence'],
  layer: string,
): string {
  const { decadesGained, weightedLayers, holdsFor } = evidence;
  const values = {
    decades: decadesGained.toFixed(1),
    depth: counted(weightedLayers, 'weighted layer'),
    layer,
  };
  return holdsFor > 1
    ? l10n.t(
        'The gradient explodes: it grows by {decades} decades on its way back through {depth} to {layer} (median of {seeds} seeds).',
        { ...values, seeds: holdsFor },
      )
    : l10n.t(
        'The gradient explodes: it grows by {decades} decades on its way back through {depth} to {layer}.',
        values,
      );
}

function nonFinite({ layer, evidence }: Of<'non-finite'>, nameOf: NameOf): string {
  const values = { layer: nameOf(layer), step: evidence.failedStep + 1 };
  const isLater = evidence.failedStep > 0;
  switch (evidence.where) {
    case 'output':
      return isLater
        ? l10n.t('NaN or infinite values begin in the output of {layer} at step {step}.', values)
        : l10n.t('NaN or infinite values begin in the output of {layer}.', values);
    case 'gradient':
      return isLater
        ? l10n.t('NaN or infinite values begin in the gradient of {layer} at step {step}.', values)
        : l10n.t('NaN or infinite values begin in the gradient of {layer}.', values);
    case 'loss':
      return isLater
        ? l10n.t('NaN or infinite values begin in the loss of {layer} at step {step}.', values)
        : l10n.t('NaN or infinite values begin in the loss of {layer}.', values);
  }
}

function dead(finding: Of<'dead-relu'>, nameOf: NameOf): string {
  const inputs = limitOf(finding, 'deadInputs') ?? 1;
  const { deadShare, biasStart, deadDraws } = finding.evidence;
  const values = { share: formatShare(deadShare), layers: firstAndMore(finding, nameOf) };
  if (deadDraws)
    return l10n.t(
      'All units of {layers} are dead from the start in {draws} of {of} draws: whether it learns is chance.',
      { ...values, ...deadDraws },
    );
  if (biasStart !== undefined) {
    return l10n.t(
      '{share} of the units are zero in {layers}: their bias starts at {bias}, so they get no gradient.',
      { ...values, bias: Number(biasStart.toPrecision(3)) },
    );
  }
  return inputs === 1
    ? l10n.t(
        '{share} of the units are zero on every input in {layers}: they get no gradient.',
        values,
      )
    : l10n.t(
        '{share} of the units are zero on at least {percent} % of the inputs in {layers}: they get no gradient.',
        { ...values, percent: Number((inputs * 100).toPrecision(4)) },
      );
}

function updateRatio(finding: Of<'update-ratio'>, nameOf: NameOf): string {
  const values = {
    ratio: formatGradient(finding.evidence.updateRatio),
    layers: firstAndMore(finding, nameOf),
  };
  return finding.variant === 'slow'
    ? l10n.t('A step changes the weights by only {ratio} of their size in {layers}.', values)
    : l10n.t('A step changes the weights by {ratio} of their size in {layers}.', values);
}

function disconnected(finding: Of<'disconnected'>, nameOf: NameOf): string {
  const { steps, seeds } = finding.evidence;
  const values = { steps: counted(steps * seeds, 'step') };
  if (finding.variant === 'ends') {
    return l10n.t(
      'The gradient ends at {layer}: it comes in from the loss, and none of it goes on to any weight in {steps}.',
      { ...values, layer: nameOf(finding.layer) },
    );
  }
  if (finding.variant === 'blocks') {
    return l10n.t(
      'The gradient ends at {layer}: it comes in from the loss, and none of it reaches {starved} before it in {steps}.',
      {
        ...values,
        layer: nameOf(finding.layer),
        starved: counted(finding.evidence.layers.length - 1, 'layer'),
      },
    );
  }
  if (finding.variant === 'single') {
    return l10n.t(
      '{layer} normalises over one value per channel, since the batch is 1: it gives its offset whatever comes in, and no gradient passes.',
      { layer: nameOf(finding.layer) },
    );
  }
  return finding.variant === 'all'
    ? l10n.t(
        'The loss gives no gradient at all: that of every weight is zero in each of {steps}.',
        values,
      )
    : l10n.t('No gradient reaches {layers} in any of {steps}: the weights never change.', {
        ...values,
        layers: firstAndMore(finding, nameOf),
      });
}

function silentBody({ layer, evidence }: Of<'silent-body'>, nameOf: NameOf): string {
  const more = evidence.layers.length - 1;
  const values = { share: formatShare(evidence.bodyShare), layer: nameOf(layer), more };
  return more > 0
    ? l10n.t(
        'Only {share} of the gradient comes back through the body of the block that ends at {layer} (and {more} more like it): it is nearly the identity.',
        values,
      )
    : l10n.t(
        'Only {share} of the gradient comes back through the body of the block that ends at {layer}: it is nearly the identity.',
        values,
      );
}

function idleShortcut({ layer, evidence }: Of<'idle-shortcut'>, nameOf: NameOf): string {
  const more = evidence.layers.length - 1;
  const values = { share: formatShare(evidence.shortcutShare), layer: nameOf(layer), more };
  return more > 0
    ? l10n.t(
        'Only {share} of the gradient comes back through the shortcut into {layer} (and {more} more like it): the body drowns it.',
        values,
      )
    : l10n.t(
        'Only {share} of the gradient comes back through the shortcut into {layer}: the body drowns it.',
        values,
      );
}

function missingLongSkip(finding: Of<'missing-long-skip'>): string {
  if (finding.variant === 'all-levels') {
    const { downsamplings, upsamplings } = finding.evidence;
    return l10n.t(
      'The network lowers its resolution {downs} and raises it {ups}, but no long skip carries detail from the encoder to the decoder.',
      { downs: counted(downsamplings, 'time'), ups: counted(upsamplings, 'time') },
    );
  }
  const { levels, allLevels } = finding.evidence;
  const values = { levels: counted(allLevels, 'level'), bare: levels.join(', ') };
  return levels.length === 1
    ? l10n.t(
        "1 of the {levels} of this U-shape has no long skip: level {bare}, counted from the input's resolution.",
        values,
      )
    : l10n.t(
        "{count} of the {levels} of this U-shape have no long skip: level {bare}, counted from the input's resolution.",
        { ...values, count: levels.length },
      );
}
