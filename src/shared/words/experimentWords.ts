import * as l10n from '@vscode/l10n';
import type { Comparison, ExperimentName, Measured } from '../experiment/experiment';
import { formatGradient } from './format';

const questions: Readonly<Record<ExperimentName, () => string>> = {
  paths: () => l10n.t('How long are the paths that carry the gradient?'),
  shattering: () =>
    l10n.t('Are the gradients of neighbouring inputs alike, with and without skips?'),
  'u-shape': () => l10n.t('Do long and short skips feed the middle of a U-shape?'),
  skips: () => l10n.t('What is each skip worth: the loss and the first gradient without it?'),
  deletion: () => l10n.t('What does a trained network lose with one of its blocks?'),
  add: () => l10n.t('What would shortcuts around pairs of layers be worth?'),
  depth: () => l10n.t('Does more depth help, with the skips and without them?'),
  identity: () => l10n.t('Does training find the deep network that a shallow one already is?'),
  variants: () => l10n.t('What do the initialiser, the activation and the norms change?'),
  'learning-rate': () => l10n.t('Which learning rate to start with?'),
  surface: () => l10n.t('How does the loss look around the trained weights?'),
  train: () => l10n.t('How do loss and gradients go in a real training?'),
};

/** The question that an experiment answers. */
export const experimentQuestion = (name: ExperimentName): string => questions[name]();

const measures: Readonly<Record<string, () => string>> = {
  loss: () => l10n.t('training loss'),
  error: () => l10n.t('training error'),
  firstGradient: () => l10n.t('gradient of the first layer'),
  correlation: () => l10n.t('correlation of input gradients'),
  spread: () => l10n.t('spread of the outputs'),
  middleToEnds: () => l10n.t('gradient of the middle ÷ ends'),
  relativeGradient: () => l10n.t('log₁₀ of gradient ÷ weight'),
  relativeGradientBefore: () => l10n.t('log₁₀ of gradient ÷ weight, first step'),
  relativeGradientAfter: () => l10n.t('log₁₀ of gradient ÷ weight, last step'),
  meanLength: () => l10n.t('mean length of paths'),
  from: () => l10n.t('shortest of 90 %'),
  to: () => l10n.t('longest of 90 %'),
  slope: () => l10n.t('decades per body'),
  explained: () => l10n.t('r² of the line'),
  share: () => l10n.t('share of the gradient'),
  rate: () => l10n.t('learning rate'),
  trained: () => l10n.t('loss at the rate'),
  third: () => l10n.t('loss at ⅓ of the rate ÷ at it'),
  triple: () => l10n.t('loss at 3 times the rate ÷ at it'),
  bumps: () => l10n.t('bumps'),
  width: () => l10n.t('width'),
  line: () => l10n.t('loss on a line'),
  lossBefore: () => l10n.t('loss at the start'),
  lossAfter: () => l10n.t('loss at the end'),
  errorIntact: () => l10n.t('error, intact'),
  errorDeleted: () => l10n.t('median error without one block'),
  errorBypassed: () => l10n.t('median error without one block that the identity can bypass'),
  errorCut: () => l10n.t('median error without one shortcut'),
  errorWithoutBlock: () => l10n.t('error without one block'),
  errorWithoutShortcut: () => l10n.t('error without one shortcut'),
  lossIntact: () => l10n.t('loss, intact'),
  lossDeleted: () => l10n.t('median loss without one block'),
  lossBypassed: () => l10n.t('median loss without one block that the identity can bypass'),
  lossCut: () => l10n.t('median loss without one shortcut'),
  lossWithoutBlock: () => l10n.t('loss without one block'),
  lossWithoutShortcut: () => l10n.t('loss without one shortcut'),
};

/** The name of a measure, in a few words; that of another version of SkipScope by its code. */
export const measureText = (measure: string): string =>
  Object.hasOwn(measures, measure) ? (measures[measure]?.() ?? measure) : measure;

const verdicts: Readonly<Record<Comparison['verdict'], () => string>> = {
  worse: () => l10n.t('worse'),
  better: () => l10n.t('better'),
  higher: () => l10n.t('higher'),
  lower: () => l10n.t('lower'),
  same: () => l10n.t('same'),
  undecided: () => l10n.t('undecided'),
  'too-few-seeds': () => l10n.t('too few seeds'),
  diverged: () => l10n.t('diverged'),
};

export const comparisonVerdict = (verdict: Comparison['verdict']): string => verdicts[verdict]();

/** A time: `40 s`, `3 min`, `2.5 h`. */
export function durationText(seconds: number): string {
  if (seconds < 100) return l10n.t('{0} s', Math.max(1, Math.round(seconds)));
  const minutes = seconds / 60;
  return minutes < 100
    ? l10n.t('{0} min', Math.round(minutes))
    : l10n.t('{0} h', (minutes / 60).toFixed(1));
}

/** Three significant digits, in scientific form where they need it. */
export function measuredNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 10_000)) return formatGradient(value);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(3);
}

export const rangeText = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  l10n.t('{0} to {1}', measuredNumber(low), measuredNumber(high));

/** The interval of a measure; a single value has none. */
export const intervalText = (of: Pick<Measured, 'values' | 'low' | 'high'>): string =>
  of.values.length > 1 ? rangeText(of) : '–';

/** A comparison's value: `×1.26`, `+0.31`. */
export const comparedText = ({ scale, value }: Pick<Comparison, 'scale' | 'value'>): string =>
  `${scale === 'log' ? '×' : value < 0 ? '' : '+'}${measuredNumber(value)}`;

const HOLM_LEAST = 0.001;

/** A corrected p: `0.031`, `<0.001`. */
export const holmText = (p: number): string => (p < HOLM_LEAST ? `<${HOLM_LEAST}` : p.toFixed(3));
