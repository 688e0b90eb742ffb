import * as l10n from '@vscode/l10n';
import { counted } from '../counts/counted';
import { digits, runs, shown, type Compared } from './experimentNumbers';

interface Left {
  arm: string;
  what: string;
  blocks: number;
  value: number;
  low: number;
  high: number;
  intact: number;
  seeds: number;
  steps: number;
  data: string;
}

const shownLeft = (values: Left) => ({
  ...values,
  ...runs(values),
  blocks: counted(values.blocks, 'block'),
  value: digits(values.value),
  low: digits(values.low),
  high: digits(values.high),
  intact: digits(values.intact),
});

interface Bypassed {
  what: string;
  blocks: number;
  without: number;
  whole: number;
  intactWithout: number;
  intactWhole: number;
}

const shownBypassed = (values: Compared & Bypassed) => ({
  ...shown(values),
  what: values.what,
  blocks: counted(values.blocks, 'block'),
  without: digits(values.without),
  whole: digits(values.whole),
  intactWithout: digits(values.intactWithout),
  intactWhole: digits(values.intactWhole),
});

/** Sentences about trained networks without one of their blocks. */
export const experimentDeletions = {
  'experiments.deletion-error': () => l10n.t('error'),
  'experiments.deletion-loss': () => l10n.t('loss'),
  'experiments.deletion-deleted': (values: Left) =>
    l10n.t(
      'After {steps} {data}, deleting one of {blocks} from {arm} leaves a median {what} of {value} (95 %: {low} to {high}; {seeds}); intact it has {intact}.',
      shownLeft(values),
    ),
  'experiments.deletion-bypassed': (values: Left) =>
    l10n.t(
      'After {steps} {data}, bypassing one of {blocks} of {arm} leaves a median {what} of {value} (95 %: {low} to {high}; {seeds}); intact it has {intact}.',
      shownLeft(values),
    ),
  'experiments.deletion-cut': (values: Left) =>
    l10n.t(
      'After {steps} {data}, cutting the shortcut of one of {blocks} of {arm} leaves a median {what} of {value} (95 %: {low} to {high}; {seeds}).',
      shownLeft(values),
    ),
  'experiments.deletion-diverged': (values: {
    diverged: number;
    all: number;
    steps: number;
    data: string;
  }) =>
    l10n.t('After {steps} {data}, {diverged} of {all} diverged: nothing was deleted from these.', {
      ...values,
      steps: counted(values.steps, 'step'),
      all: counted(values.all, 'training'),
    }),
  'experiments.deletion-differs': (values: Compared & Bypassed) =>
    l10n.t(
      'After {steps} {data}, bypassing one of {blocks} of {arm} leaves a median {what} of {without} (intact {intactWithout}); deleting one of the same blocks from {against} leaves {whole} (intact {intactWhole}): a difference of {value} (95 %: {low} to {high}; {seeds}).',
      shownBypassed(values),
    ),
  'experiments.deletion-differs-times': (values: Compared & Bypassed) =>
    l10n.t(
      'After {steps} {data}, bypassing one of {blocks} of {arm} leaves a median {what} of {without} (intact {intactWithout}); deleting one of the same blocks from {against} leaves {whole} (intact {intactWhole}): {value} times as much (95 %: {low} to {high}; {seeds}).',
      shownBypassed(values),
    ),
  'experiments.deletion-same': (values: Compared & Bypassed) =>
    l10n.t(
      'After {steps} {data}, bypassing one of {blocks} of {arm} and deleting one of the same blocks from {against} leave a median {what} that is alike, {without} (intact {intactWithout}) and {whole} (intact {intactWhole}; {seeds}).',
      shownBypassed(values),
    ),
  'experiments.deletion-undecided': (values: Compared & Bypassed) =>
    l10n.t(
      'After {steps} {data}, {seeds} do not tell the median {what} of {arm} with one of {blocks} bypassed, {without} (intact {intactWithout}), from that of {against} with one of the same blocks deleted, {whole} (intact {intactWhole}); they would have found a difference of {detectable} in four of five cases.',
      shownBypassed(values),
    ),
  'experiments.deletion-undecided-times': (values: Compared & Bypassed) =>
    l10n.t(
      'After {steps} {data}, {seeds} do not tell the median {what} of {arm} with one of {blocks} bypassed, {without} (intact {intactWithout}), from that of {against} with one of the same blocks deleted, {whole} (intact {intactWhole}); they would have found {detectable} times in four of five cases.',
      shownBypassed(values),
    ),
};
