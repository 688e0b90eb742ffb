import * as l10n from '@vscode/l10n';

/** Texts that a report carries, and failures to read one. */
export const reportMessages = {
  /** A text from elsewhere: from an older version or a library. */
  'report.as-written': (values: { text: string }) => values.text,
  'report.not-a-report': (values: { file: string }) =>
    l10n.t('{file} is not a report of this version of SkipScope.', values),
  'report.threshold-unknown': (values: { name: string; names: string }) =>
    l10n.t('There is no threshold {name}; choose one of {names}.', values),
  'report.threshold-not-a-share': (values: { name: string }) =>
    l10n.t('The threshold {name} must be a number above 0 and at most 1.', values),
  'report.threshold-not-above-0': (values: { name: string }) =>
    l10n.t('The threshold {name} must be a number above 0.', values),
};
