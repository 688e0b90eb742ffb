import * as l10n from '@vscode/l10n';
import {
  thresholdFault,
  thresholdNames,
  type Limit,
  type ThresholdOrigin,
} from '../report/thresholds';

// Names of publications and tools, the same in every language.
const autotrainer = 'AUTOTRAINER (Zhang et al. 2021)';
/* oxlint-disable skipscope/texts -- names */
const sageMaker = 'Amazon SageMaker Debugger';
const veit = 'Veit et al. 2016';
const he = 'He et al. 2015';
const lecun = 'LeCun et al. 1998';
const karpathy = 'Karpathy 2019';
const li = 'Li et al. 2019';
const srivastava = 'Srivastava et al. 2015';
const williams = 'Williams et al. 2009';
const chen = 'Chen et al. 2016';
const pleiss = 'Pleiss et al. 2017';
const amdahl = 'Amdahl 1967';
/* oxlint-enable skipscope/texts */

const citations: Readonly<Record<ThresholdOrigin, () => string>> = {
  autotrainer: () => autotrainer,
  'autotrainer-decades': () => l10n.t('the same three decades as the ratio of {0}', autotrainer),
  'autotrainer-counterpart': () => l10n.t('the counterpart of the ratio of {0}', autotrainer),
  'sagemaker-debugger': () => sageMaker,
  'sagemaker-slope': () => l10n.t('about a sigmoid’s slope at ±9.5, the limit of {0}', sageMaker),
  torchlens: () => 'TorchLens',
  cs231n: () => l10n.t('update ratios near 1e-3 (Stanford CS231n notes)'),
  float32: () => l10n.t('rounding of float32'),
  'veit-2016': () => veit,
  'he-2015': () => he,
  'lecun-1998': () => l10n.t('inputs of about unit variance ({0})', lecun),
  'karpathy-2019': () => l10n.t('the loss at the start ({0})', karpathy),
  'karpathy-batch': () => l10n.t('a network that learns overfits one batch ({0})', karpathy),
  'li-2019': () => l10n.t('the variance shift of dropout before a normalisation ({0})', li),
  'williams-2009': () => l10n.t('SkipScope’s own limit, on the roofline of {0}', williams),
  'chen-2016': () => l10n.t('SkipScope’s own limit, on the checkpointing of {0}', chen),
  'pleiss-2017': () => l10n.t('SkipScope’s own limit, on the concatenations of {0}', pleiss),
  'amdahl-1967': () => l10n.t('SkipScope’s own limit, on the fixed share of {0}', amdahl),
  'srivastava-2015': () => l10n.t('gates start at σ(−1) to σ(−4) ({0})', srivastava),
};

/** The source of a limit: the citation of its default, and for the user's own value that default too. */
export function originText({ origin, default: usual }: Omit<Limit, 'name' | 'value'>): string {
  const source = citations[origin]();
  return usual === undefined ? source : l10n.t('set by you; {0} by default, {1}', usual, source);
}

/** One sentence on a value that cannot be set for a limit, which begins with its name; `undefined` if it can. */
export function thresholdComplaint(name: string, value: unknown): string | undefined {
  switch (thresholdFault(name, value)) {
    case undefined:
      return undefined;
    case 'unknown':
      return l10n.t(
        'There is no threshold {0}; choose one of {1}.',
        name,
        thresholdNames.join(', '),
      );
    case 'not-a-share':
      return l10n.t('{0} must be a number above 0 and at most 1.', name);
    case 'not-above-0':
      return l10n.t('{0} must be a number above 0.', name);
  }
}
