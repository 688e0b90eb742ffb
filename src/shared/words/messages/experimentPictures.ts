import * as l10n from '@vscode/l10n';
import { counted } from '../counts/counted';
import { digits, runs, shown, type Compared } from './experimentNumbers';

interface RateChecked {
  rate: number;
  value: number;
  low: number;
  high: number;
  seeds: number;
  steps: number;
}

const shownRate = (values: RateChecked) => ({
  ...runs(values),
  rate: digits(values.rate),
  value: digits(values.value),
  low: digits(values.low),
  high: digits(values.high),
});

interface RateRange {
  from: number;
  to: number;
  seeds: number;
  steps: number;
}

const shownRange = (values: RateRange) => ({
  ...runs(values),
  from: digits(values.from),
  to: digits(values.to),
});

interface Paths {
  blocks: number;
  from: number;
  to: number;
  mean: number;
  low: number;
  high: number;
  mode: number;
  half: number;
  seeds: number;
  steps: number;
  data: string;
}

const shownPaths = (values: Paths) => ({
  ...values,
  ...runs(values),
  blocks: counted(values.blocks, 'body'),
  mean: digits(values.mean),
  low: digits(values.low),
  high: digits(values.high),
});

interface Shattered {
  points: number;
  whole: number;
  without: number;
}

const shownShattered = (values: Compared & Shattered) => ({
  ...shown(values),
  points: counted(values.points, 'point'),
  whole: digits(values.whole),
  without: digits(values.without),
});

interface Trained {
  before: number;
  after: number;
  low: number;
  high: number;
  seeds: number;
  diverged: number;
  steps: number;
  optimizer: string;
  rate: number;
  data: string;
}

const shownTrained = (values: Trained) => ({
  ...values,
  ...runs(values),
  before: digits(values.before),
  after: digits(values.after),
  low: digits(values.low),
  high: digits(values.high),
  rate: digits(values.rate),
});

/** Sentences about pictures: what was measured, and no verdict. */
export const experimentPictures = {
  'experiments.paths': (values: Paths) =>
    l10n.t(
      'Before training, paths through {from} to {to} of the {blocks} carry 90 % of the gradient, {mean} on average (95 %: {low} to {high}; {seeds}, {data}); most of it comes through {mode}, most paths go through {half}.',
      shownPaths(values),
    ),
  'experiments.paths-trained': (values: Paths) =>
    l10n.t(
      'After {steps} {data}, paths through {from} to {to} of the {blocks} carry 90 % of the gradient, {mean} on average (95 %: {low} to {high}; {seeds}); most of it comes through {mode}, most paths go through {half}.',
      shownPaths(values),
    ),
  'experiments.path-decay': (values: {
    slope: number;
    low: number;
    high: number;
    explained: number;
    seeds: number;
    data: string;
    steps: number;
  }) =>
    l10n.t(
      'With each body on it, the gradient of a single path changes by {slope} decades (95 %: {low} to {high}; r² {explained}; {seeds}).',
      {
        ...values,
        ...runs(values),
        slope: values.slope.toFixed(3),
        low: values.low.toFixed(3),
        high: values.high.toFixed(3),
        explained: values.explained.toFixed(2),
      },
    ),
  'experiments.shattering': (values: {
    arm: string;
    value: number;
    low: number;
    high: number;
    points: number;
    seeds: number;
    data: string;
  }) =>
    l10n.t(
      'Before training, the input gradients of neighbours among {points} between two samples correlate by {value} in {arm} (95 %: {low} to {high}; {seeds}, {data}).',
      {
        ...values,
        seeds: counted(values.seeds, 'seed'),
        points: counted(values.points, 'point'),
        value: digits(values.value),
        low: digits(values.low),
        high: digits(values.high),
      },
    ),
  'experiments.shattering-differs': (values: Compared & Shattered) =>
    l10n.t(
      'Before training, the input gradients of neighbouring points correlate by {without} in {arm} and by {whole} in {against}, a difference of {value} (95 %: {low} to {high}; {seeds}, {points}, {data}).',
      shownShattered(values),
    ),
  'experiments.shattering-same': (values: Compared & Shattered) =>
    l10n.t(
      'Before training, the input gradients of neighbouring points correlate alike, by {without} in {arm} and by {whole} in {against} ({seeds}, {points}, {data}).',
      shownShattered(values),
    ),
  'experiments.shattering-undecided': (values: Compared & Shattered) =>
    l10n.t(
      'Before training, {seeds} do not tell how the input gradients of neighbouring points correlate in {arm} ({without}) from how they do in {against} ({whole}); they would have found a difference of {detectable} in four of five cases ({points}, {data}).',
      shownShattered(values),
    ),
  'experiments.u-middle': (values: {
    arm: string;
    value: number;
    low: number;
    high: number;
    seeds: number;
    steps: number;
    data: string;
  }) =>
    l10n.t(
      'Over {steps} {data}, the relative gradient of the middle layers is {value} times that of the first and last ones in {arm} (95 %: {low} to {high}; {seeds}).',
      {
        ...values,
        ...runs(values),
        value: digits(values.value),
        low: digits(values.low),
        high: digits(values.high),
      },
    ),
  'experiments.learning-rate': (values: {
    rate: number;
    low: number;
    high: number;
    least: number;
    most: number;
    seeds: number;
    steps: number;
    optimizer: string;
    data: string;
  }) =>
    l10n.t(
      'A range test of {steps} {data} suggests a learning rate of {rate} for {optimizer} (95 %: {low} to {high}; {seeds} gave {least} to {most}).',
      {
        ...values,
        ...runs(values),
        rate: digits(values.rate),
        low: digits(values.low),
        high: digits(values.high),
        least: digits(values.least),
        most: digits(values.most),
      },
    ),
  'experiments.rate-larger': (values: RateChecked) =>
    l10n.t(
      'Trained for {steps}, three times that rate, {rate}, ends at {value} times the loss (95 %: {low} to {high}; {seeds}): start there.',
      shownRate(values),
    ),
  'experiments.rate-smaller': (values: RateChecked) =>
    l10n.t(
      'Trained for {steps}, a third of that rate, {rate}, ends at {value} times the loss (95 %: {low} to {high}; {seeds}): start there.',
      shownRate(values),
    ),
  'experiments.rate-range': (values: RateRange) =>
    l10n.t(
      'Trained for {steps}, rates from {from} to {to} do not end at losses that are told apart ({seeds}).',
      shownRange(values),
    ),
  'experiments.rate-alone': (values: RateRange) =>
    l10n.t(
      'Trained for {steps}, a third of that rate and three times it both end at a higher loss ({seeds}).',
      shownRange(values),
    ),
  'experiments.surface-bumps': (values: {
    arm: string;
    value: number;
    low: number;
    high: number;
    seeds: number;
    loss: number;
    steps: number;
    data: string;
  }) =>
    l10n.t(
      'After {steps} {data}, at a training loss of {loss}, the loss of {arm} falls again on {value} of its way outward (bumps; 95 %: {low} to {high}; {seeds}).',
      {
        ...values,
        ...runs(values),
        value: digits(values.value),
        low: digits(Math.max(0, values.low)),
        high: digits(values.high),
        loss: digits(values.loss),
      },
    ),
  'experiments.train': (values: Trained) =>
    l10n.t(
      'Over {steps} {data}, the loss goes from {before} to {after} (95 %: {low} to {high}; {seeds}; {optimizer} at {rate}).',
      shownTrained(values),
    ),
  'experiments.train-diverged': (values: Trained) =>
    l10n.t(
      'Over {steps} {data}, the loss goes from {before} to {after} in {seeds}, and {diverged} more diverge ({optimizer} at {rate}).',
      shownTrained(values),
    ),
};
