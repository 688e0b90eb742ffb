/** A limit that a rule compares with, and where its default comes from. */
export interface Threshold {
  readonly value: number;
  readonly origin: string;
}

const autotrainer = 'AUTOTRAINER (Zhang et al. 2021)';
const sageMaker = 'Amazon SageMaker Debugger';
const updateRule = 'update ratios near 1e-3 (Stanford CS231n notes)';

/** Every limit of every rule. The names are stable: settings are keyed by them. */
export const thresholds = {
  /** Weight-gradient RMS of the first weighted layer ÷ that of the last; vanishing below it. */
  vanishingRatio: { value: 1e-3, origin: autotrainer },
  /** Weight-gradient RMS of the first weighted layer; vanishing below it where the ratio agrees. */
  vanishingRms: { value: 1e-4, origin: autotrainer },
  /** Decades that the fitted activation gradient loses along the main path. */
  vanishingDecades: { value: 3, origin: `the same three decades as the ratio of ${autotrainer}` },
  /** Weight-gradient RMS below which a vanishing gradient is an error. */
  hopelessRms: { value: 1e-7, origin: sageMaker },
  /** Activation gradient of a layer ÷ that of the next weighted layer of an unbranched chain. */
  explodingNeighbours: { value: 70, origin: autotrainer },
  /** L2 norm of a layer's weight gradient. */
  explodingNorm: { value: 1e4, origin: 'TorchLens' },
  /** Decades that the fitted activation gradient gains along the main path. */
  explodingDecades: { value: 3, origin: `the counterpart of the ratio of ${autotrainer}` },
  /** Share of units that are zero on (almost) every sample. */
  deadShare: { value: 0.5, origin: sageMaker },
  /** Share of units whose tanh or sigmoid is saturated. */
  saturatedShare: { value: 0.5, origin: sageMaker },
  /** ‖Δw‖ / ‖w‖: one step should change a weight by about a thousandth, give or take two decades. */
  updateRatioLow: { value: 1e-5, origin: updateRule },
  updateRatioHigh: { value: 1e-1, origin: updateRule },
  updateRatioTooLow: { value: 1e-8, origin: sageMaker },
  updateRatioTooHigh: { value: 10, origin: sageMaker },
  /** Share of a weight's entries that a step should have changed and did not. */
  lostUpdates: { value: 0.5, origin: 'rounding of float32' },
  /** Share of a fork's gradient that comes back through the body, or through the shortcut. */
  forkShare: { value: 0.01, origin: 'Veit et al. 2016' },
  /** Weighted layers in a row that no skip connection passes by. */
  plainStack: { value: 20, origin: 'He et al. 2015' },
} as const satisfies Record<string, Threshold>;

/** A complete table of limits: the defaults, or the defaults with the user's own values. */
export type Thresholds = Readonly<Record<keyof typeof thresholds, Threshold>>;
