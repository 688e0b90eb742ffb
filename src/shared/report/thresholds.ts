/** Publications, tools and rules of arithmetic that limits come from; `originText` in `shared/words` cites them. */
export type ThresholdOrigin =
  /** AUTOTRAINER (Zhang et al. 2021, ICSE). */
  | 'autotrainer'
  /** The same three decades as AUTOTRAINER's ratio. */
  | 'autotrainer-decades'
  /** The inverse of AUTOTRAINER's ratio. */
  | 'autotrainer-counterpart'
  /** Amazon SageMaker Debugger's built-in rules. */
  | 'sagemaker-debugger'
  /** The slope of a sigmoid at about ±9.5, the limit of SageMaker Debugger. */
  | 'sagemaker-slope'
  /** TorchLens. */
  | 'torchlens'
  /** Stanford CS231n: update ratios near 1e-3, give or take two decades. */
  | 'cs231n'
  /** Rounding of float32. */
  | 'float32'
  /** Veit, Wilber and Belongie 2016, residual networks behave like ensembles. */
  | 'veit-2016'
  /** He et al. 2015, deep residual learning. */
  | 'he-2015'
  /** LeCun, Bottou, Orr and Müller 1998, Efficient BackProp: inputs of mean 0 and variance 1. */
  | 'lecun-1998'
  /** Karpathy 2019, A Recipe for Training Neural Networks: check the loss at the start. */
  | 'karpathy-2019'
  /** Karpathy 2019: a network that learns overfits a single batch. */
  | 'karpathy-batch'
  /** Li, Chen, Hu and Yang 2019, the variance shift between dropout and batch normalisation. */
  | 'li-2019'
  /** Srivastava, Greff and Schmidhuber 2015, highway networks: gates start at σ(−1) to σ(−3). */
  | 'srivastava-2015'
  /** Williams, Waterman and Patterson 2009, Roofline: time by arithmetic or by traffic; the number is ours. */
  | 'williams-2009'
  /** Chen, Xu, Zhang and Guestrin 2016, sublinear memory cost: recompute what is cheap; the number is ours. */
  | 'chen-2016'
  /** Pleiss et al. 2017, memory-efficient DenseNets: concatenations grow with the square; the number is ours. */
  | 'pleiss-2017'
  /** Amdahl 1967: what does not grow with the work bounds what more of it costs; the number is ours. */
  | 'amdahl-1967';

/** The usual value of a limit that a rule compares with, and its source. */
export interface Threshold {
  readonly value: number;
  readonly origin: ThresholdOrigin;
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
  'inputStdLow',
  'inputStdHigh',
  'inputOffset',
  'initialLossFactor',
  'gateShare',
  'oneBatchShare',
  'evaluationGap',
  'slowShare',
  'slowMacsShare',
  'memoryBoundShare',
  'memoryBoundRidge',
  'recomputeBytes',
  'recomputeMacs',
  'concatFactor',
  'concatShare',
  'flatShare',
] as const;

export type ThresholdName = (typeof thresholdNames)[number];

/** Every limit of every rule. */
export const thresholds = {
  /** Weight-gradient RMS of the first weighted layer ÷ that of the last; vanishing below it. */
  vanishingRatio: { value: 1e-3, origin: 'autotrainer' },
  /** Weight-gradient RMS of the first weighted layer; vanishing below it if the ratio agrees. */
  vanishingRms: { value: 1e-4, origin: 'autotrainer' },
  /** Decades that the fitted activation gradient loses along the main path. */
  vanishingDecades: { value: 3, origin: 'autotrainer-decades' },
  /** Weight-gradient RMS below which a vanishing gradient is an error. */
  hopelessRms: { value: 1e-7, origin: 'sagemaker-debugger' },
  /** Activation gradient of a layer ÷ that of the next weighted layer of an unbranched chain. */
  explodingNeighbours: { value: 70, origin: 'autotrainer' },
  /** L2 norm of a layer's weight gradient. */
  explodingNorm: { value: 1e4, origin: 'torchlens' },
  /** Decades that the fitted activation gradient gains along the main path. */
  explodingDecades: { value: 3, origin: 'autotrainer-counterpart' },
  /** Share of units that are dead. */
  deadShare: { value: 0.5, origin: 'sagemaker-debugger', isShare: true },
  /** Share of the inputs on which a unit must be zero to count as dead. */
  deadInputs: { value: 0.99, origin: 'sagemaker-debugger', isShare: true },
  /** Share of units that are saturated. */
  saturatedShare: { value: 0.5, origin: 'sagemaker-debugger', isShare: true },
  /** Slope of a tanh or sigmoid below which a unit counts as saturated. */
  flatSlope: { value: 1e-4, origin: 'sagemaker-slope' },
  /** ‖Δw‖ / ‖w‖: one step should change a weight by about a thousandth, give or take two decades. */
  updateRatioLow: { value: 1e-5, origin: 'cs231n' },
  updateRatioHigh: { value: 1e-1, origin: 'cs231n' },
  updateRatioTooLow: { value: 1e-8, origin: 'sagemaker-debugger' },
  updateRatioTooHigh: { value: 10, origin: 'sagemaker-debugger' },
  /** Share of a weight's entries that a step should have changed and did not. */
  lostUpdates: { value: 0.5, origin: 'float32', isShare: true },
  /** Share of a fork's gradient that comes back through the body, or through the shortcut. */
  forkShare: { value: 0.01, origin: 'veit-2016', isShare: true },
  /** Weighted layers in a row that no skip connection passes by. */
  plainStack: { value: 20, origin: 'he-2015' },
  /** Standard deviation of an input below which initial weights make the signal too small */
  inputStdLow: { value: 1e-2, origin: 'lecun-1998' },
  /** Standard deviation of an input above which initial weights make the signal too large */
  inputStdHigh: { value: 100, origin: 'lecun-1998' },
  /** Absolute mean of an input ÷ its standard deviation. */
  inputOffset: { value: 10, origin: 'lecun-1998' },
  /** Loss of the first step ÷ that of a network that knows nothing */
  initialLossFactor: { value: 3, origin: 'karpathy-2019' },
  /** Mean of a gate below which it is shut, and less than which it lacks of 1 where it is open */
  gateShare: { value: 0.01, origin: 'srivastava-2015', isShare: true },
  /** Lowest loss on one batch ÷ that of the best constant prediction */
  oneBatchShare: { value: 0.5, origin: 'karpathy-batch', isShare: true },
  /** Standard deviation of a normalisation's output in evaluation ÷ that in training, less 1 */
  evaluationGap: { value: 0.25, origin: 'li-2019' },
  /** Share of a step's time that one layer takes */
  slowShare: { value: 0.3, origin: 'williams-2009', isShare: true },
  /** Share of a step's MACs up to which such a layer is slow */
  slowMacsShare: { value: 0.1, origin: 'williams-2009', isShare: true },
  /** Share of a step's time that a memory-bound layer takes */
  memoryBoundShare: { value: 0.1, origin: 'williams-2009', isShare: true },
  /** MACs per byte of a layer ÷ those of the device's ridge */
  memoryBoundRidge: { value: 0.1, origin: 'williams-2009', isShare: true },
  /** Share of the peak that one layer keeps for the backward pass */
  recomputeBytes: { value: 0.2, origin: 'chen-2016', isShare: true },
  /** Share of a forward pass's MACs that it costs to run it again */
  recomputeMacs: { value: 0.05, origin: 'chen-2016', isShare: true },
  /** Bytes of a run of concatenations ÷ those of its largest */
  concatFactor: { value: 4, origin: 'pleiss-2017' },
  /** Share of the peak that a run of concatenations takes */
  concatShare: { value: 0.1, origin: 'pleiss-2017', isShare: true },
  /** Share of a step's time that does not depend on the batch */
  flatShare: { value: 0.5, origin: 'amdahl-1967', isShare: true },
} as const satisfies Record<ThresholdName, Threshold>;

/** A limit in force, under the name by which it is set. */
export interface Limit {
  readonly name: ThresholdName;
  /** In the unit of the quantity that it limits. */
  readonly value: number;
  /** The value that the user's own one stands in for; absent if the limit has its default. */
  readonly default?: number;
  /** The source of the default. */
  readonly origin: ThresholdOrigin;
}

/** A complete table of limits: the defaults, or the defaults with the user's own values. */
export type Thresholds = Readonly<Record<ThresholdName, Limit>>;

/** Limits that the user set in place of the defaults. */
export type OwnThresholds = Partial<Readonly<Record<ThresholdName, number>>>;

export const isThresholdName = (name: string): name is ThresholdName =>
  Object.hasOwn(thresholds, name);

/** The reasons that a value cannot be set for a limit. */
export type ThresholdFault = 'unknown' | 'not-above-0' | 'not-a-share';

/** The fault of a user's value for a limit; `undefined` if it has none. */
export function thresholdFault(name: string, value: unknown): ThresholdFault | undefined {
  if (!isThresholdName(name)) return 'unknown';
  const { isShare }: Threshold = thresholds[name];
  const isAbove0 = typeof value === 'number' && value > 0 && Number.isFinite(value);
  if (isAbove0 && (!isShare || value <= 1)) return undefined;
  return isShare ? 'not-a-share' : 'not-above-0';
}

/** The defaults with the user's own values. */
export function thresholdsWith(own: OwnThresholds): Thresholds {
  const limits = thresholdNames.map((name): [ThresholdName, Limit] => [
    name,
    limitOf(name, own[name]),
  ]);
  return Object.fromEntries(limits) as Record<ThresholdName, Limit>;
}

/** A limit with its default, or with another value in its place. */
export function limitOf(name: ThresholdName, own?: number): Limit {
  const { value, origin } = thresholds[name];
  return own === undefined ? { name, value, origin } : { name, value: own, default: value, origin };
}
