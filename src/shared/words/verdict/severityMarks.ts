import type { Severity } from '../../report/report';

/** A sign for each severity, the same in editor, panel and terminal, for people who do not see its colour. */
export const severityMarks: Readonly<Record<Severity, string>> = {
  error: '✖',
  warning: '▲',
  info: 'ℹ',
};
