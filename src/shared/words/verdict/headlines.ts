import * as l10n from '@vscode/l10n';
import type { FindingCode, MadeFinding } from '../../report/finding';
import { costHeadlines } from '../costWords';
import { counted, formatGradient, formatShape, formatShare } from '../format';
import { causeHeadlines } from './causeHeadlines';
import { gradientHeadlines } from './gradientHeadlines';

type Of<C extends FindingCode> = Extract<MadeFinding, { code: C }>;

/** The rest of a sentence that a finding's label begins; `where` is `line 6`. */
export function headline(finding: MadeFinding, where: string): string {
  // The table ties each sentence to its code; the compiler does not follow that through the look-up.
  return (headlines[finding.code] as (finding: MadeFinding, where: string) => string)(
    finding,
    where,
  );
}

const headlines: { readonly [C in FindingCode]: (finding: Of<C>, where: string) => string } = {
  ...gradientHeadlines,
  ...causeHeadlines,
  ...costHeadlines,
  'dead-relu': ({ evidence: { deadShare, biasStart } }, where) => {
    const values = { where, share: formatShare(deadShare) };
    return biasStart === undefined
      ? l10n.t('{share} of those at {where} give zero on nearly every input', values)
      : l10n.t('{share} of those at {where} give zero, because their bias starts at {bias}', {
          ...values,
          bias: Number(biasStart.toPrecision(3)),
        });
  },
  saturated: ({ evidence }, where) =>
    l10n.t('{share} of those at {where} lie where the curve is flat', {
      share: formatShare(evidence.saturatedShare),
      where,
    }),
  'update-ratio': ({ variant, evidence }, where) => {
    const values = { ratio: formatGradient(evidence.updateRatio), where };
    return variant === 'slow'
      ? l10n.t('each step changes the weights at {where} by only {ratio} of their size', values)
      : l10n.t('each step changes the weights at {where} by {ratio} of their size', values);
  },
  'lost-updates': ({ evidence }, where) =>
    l10n.t('a step leaves {share} of the weights at {where} as they were', {
      share: formatShare(evidence.lostUpdates),
      where,
    }),
  'redundant-bias': ({ evidence }, where) =>
    l10n.t('{parameters} at {where} have no effect before batch norm', {
      parameters: counted(evidence.parameters, 'parameter'),
      where,
    }),
  'silent-body': ({ evidence }, where) =>
    l10n.t('only {share} of the gradient passes the body of the block at {where}', {
      share: formatShare(evidence.bodyShare),
      where,
    }),
  'idle-shortcut': ({ evidence }, where) =>
    l10n.t('only {share} of the gradient passes the shortcut into {where}', {
      share: formatShare(evidence.shortcutShare),
      where,
    }),
  'merge-shape-mismatch': ({ evidence: { shapes } }, where) =>
    l10n.t('{where} merges {first} and {second}', {
      where,
      first: formatShape(shapes[0]),
      second: formatShape(shapes[1]),
    }),
  'deep-plain-stack': ({ evidence }, where) =>
    l10n.t('{depth} in a row from {where} on have none', {
      depth: counted(evidence.weightedLayers, 'weighted layer'),
      where,
    }),
  'missing-long-skip': (finding, where) =>
    finding.variant === 'all-levels'
      ? l10n.t('nothing carries detail past the bottleneck to {where}', { where })
      : l10n.t('level {levels} of the U-shape has none, at {where}', {
          levels: finding.evidence.levels.join(', '),
          where,
        }),
  'nonlinear-shortcut': (_, where) =>
    l10n.t('it passes a non-linearity at {where}, so the gradient does not pass whole', { where }),
  'empty-shortcut': (_, where) =>
    l10n.t('{where} adds a tensor to itself, past no layer with weights', { where }),
};
