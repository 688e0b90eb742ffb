import * as l10n from '@vscode/l10n';

/** The usual value of a limit that a rule compares with, and where it comes from. */
export interface Threshold {
  readonly value: number;
  readonly origin: string;
  /** It lies between 0 and 1. */
  readonly isShare?: boolean;
}

/** The names are stable: settings are keyed by them. */
export const thresholdNames = [
  'vanishingRatio',
  'vanishingRms',
  'vanishingDecades',
  'hopelessRms',
  'explodingNeighbours',
  'explodingNorm',
  'explodingDecades',
  'deadShare',
  'deadInputs',
  'saturatedShare',
  'flatSlope',
  'updateRatioLow',
  'updateRatioHigh',
  'updateRatioTooLow',
  'updateRatioTooHigh',
  'lostUpdates',
  'forkShare',
  'plainStack',
] as const;

export type ThresholdName = (typeof thresholdNames)[number];

const autotrainer = 'AUTOTRAINER (Zhang et al. 2021)';
// eslint-disable-next-line no-restricted-syntax -- a name
const sageMaker = 'Amazon SageMaker Debugger';
const updateRule = l10n.t('update ratios near 1e-3 (Stanford CS231n notes)');

/** Every limit of every rule. */
export const thresholds = {
  /** Weight-gradient RMS of the first weighted layer ÷ that of the last; vanishing below it. */
  vanishingRatio: { value: 1e-3, origin: autotrainer },
  /** Weight-gradient RMS of the first weighted layer; vanishing below it where the ratio agrees. */
  vanishingRms: { value: 1e-4, origin: autotrainer },
  /** Decades that the fitted activation gradient loses along the main path. */
  vanishingDecades: {
    value: 3,
    origin: l10n.t('the same three decades as the ratio of {0}', autotrainer),
  },
  /** Weight-gradient RMS below which a vanishing gradient is an error. */
  hopelessRms: { value: 1e-7, origin: sageMaker },
  /** Activation gradient of a layer ÷ that of the next weighted layer of an unbranched chain. */
  explodingNeighbours: { value: 70, origin: autotrainer },
  /** L2 norm of a layer's weight gradient. */
  explodingNorm: { value: 1e4, origin: 'TorchLens' },
  /** Decades that the fitted activation gradient gains along the main path. */
  explodingDecades: {
    value: 3,
    origin: l10n.t('the counterpart of the ratio of {0}', autotrainer),
  },
  /** Share of units that are dead. */
  deadShare: { value: 0.5, origin: sageMaker, isShare: true },
  /** Share of the inputs on which a unit must be zero to count as dead. */
  deadInputs: { value: 0.99, origin: sageMaker, isShare: true },
  /** Share of units that are saturated. */
  saturatedShare: { value: 0.5, origin: sageMaker, isShare: true },
  /** Slope of a tanh or sigmoid below which a unit counts as saturated. */
  flatSlope: {
    value: 1e-4,
    origin: l10n.t('about a sigmoid’s slope at ±9.5, the limit of {0}', sageMaker),
  },
  /** ‖Δw‖ / ‖w‖: one step should change a weight by about a thousandth, give or take two decades. */
  updateRatioLow: { value: 1e-5, origin: updateRule },
  updateRatioHigh: { value: 1e-1, origin: updateRule },
  updateRatioTooLow: { value: 1e-8, origin: sageMaker },
  updateRatioTooHigh: { value: 10, origin: sageMaker },
  /** Share of a weight's entries that a step should have changed and did not. */
  lostUpdates: { value: 0.5, origin: l10n.t('rounding of float32'), isShare: true },
  /** Share of a fork's gradient that comes back through the body, or through the shortcut. */
  forkShare: { value: 0.01, origin: 'Veit et al. 2016', isShare: true },
  /** Weighted layers in a row that no skip connection passes by. */
  plainStack: { value: 20, origin: 'He et al. 2015' },
} as const satisfies Record<ThresholdName, Threshold>;

/** A limit as it is in force, under the name by which it is set. */
export interface Limit {
  readonly name: ThresholdName;
  readonly value: number;
  readonly origin: string;
}

/** A complete table of limits: the defaults, or the defaults with the user's own values. */
export type Thresholds = Readonly<Record<ThresholdName, Limit>>;

/** Limits that the user set in place of the defaults. */
export type OwnThresholds = Partial<Readonly<Record<ThresholdName, number>>>;

const isName = (name: string): name is ThresholdName => Object.hasOwn(thresholds, name);

/** Why a limit cannot be set so. */
export type ThresholdFault = 'unknown' | 'not-above-0' | 'not-a-share';

/** What is wrong with a value that somebody set for a limit; `undefined` where nothing is. */
export function thresholdFault(name: string, value: unknown): ThresholdFault | undefined {
  if (!isName(name)) return 'unknown';
  const { isShare }: Threshold = thresholds[name];
  const isAbove0 = typeof value === 'number' && value > 0 && Number.isFinite(value);
  if (isAbove0 && (!isShare || value <= 1)) return undefined;
  return isShare ? 'not-a-share' : 'not-above-0';
}

/** Why a limit cannot be set so, as the end of a sentence that begins with its name; `undefined` where it can. */
export function thresholdComplaint(name: string, value: unknown): string | undefined {
  if (!isName(name)) return l10n.t('is no threshold; there are {0}', thresholdNames.join(', '));
  const { isShare }: Threshold = thresholds[name];
  const isAbove0 = typeof value === 'number' && value > 0 && Number.isFinite(value);
  if (isAbove0 && (!isShare || value <= 1)) return undefined;
  return isShare
    ? l10n.t('must be a number above 0 and at most 1')
    : l10n.t('must be a number above 0');
}

/** The defaults with the user's own values, whose origin says what they stand in for. */
export function thresholdsWith(own: OwnThresholds): Thresholds {
  const limits = thresholdNames.map((name): [ThresholdName, Limit] => [
    name,
    limitOf(name, own[name]),
  ]);
  return Object.fromEntries(limits) as Record<ThresholdName, Limit>;
}

function limitOf(name: ThresholdName, own: number | undefined): Limit {
  const { value, origin }: Threshold = thresholds[name];
  if (own === undefined) return { name, value, origin };
  return { name, value: own, origin: l10n.t('set by you; {0} by default, {1}', value, origin) };
}
