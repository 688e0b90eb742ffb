import * as l10n from '@vscode/l10n';
import type { Layer } from '../network/network';
import type { Report, SkipReport } from '../report/report';
import { counted, formatCount } from './format';

type Counted = Pick<Report, 'network' | 'notMeasured'>;

const isPartial = ({ notMeasured }: Counted): boolean =>
  notMeasured.some(({ quantity }) => quantity === 'parameters');

/** The number of parameters: what is known of it if some layers do not say theirs. */
export function parameterCountText(report: Counted): string {
  const { parameters } = report.network.totals;
  if (!isPartial(report)) return formatCount(parameters);
  if (parameters === 0) return l10n.t('not known');
  return l10n.t('at least {0}', formatCount(parameters));
}

/** The number of parameters with its noun: `at least 2,562 parameters`. */
export function parametersText(report: Counted): string {
  const { parameters } = report.network.totals;
  if (!isPartial(report)) return counted(parameters, 'parameter');
  if (parameters === 0) return l10n.t('parameters not known');
  return l10n.t('at least {0}', counted(parameters, 'parameter'));
}

/** Tells a layer that has weights of unknown size, if its file does not hold them. */
export const hasUnknownParameters = (
  { id, parameters }: Pick<Layer, 'id' | 'parameters'>,
  { notMeasured }: Pick<Report, 'notMeasured'>,
): boolean =>
  parameters.trainable + parameters.frozen === 0 &&
  notMeasured.some(({ quantity, layer }) => quantity === 'parameters' && layer === id);

/** The joins of which nobody knows whether they are skips; empty if every join is known. */
export function unknownJoinsText({ unknownJoins = [] }: Pick<SkipReport, 'unknownJoins'>): string {
  const count = unknownJoins.length;
  if (count === 0) return '';
  return count === 1
    ? l10n.t('1 join is not known: it may be a skip connection.')
    : l10n.t('{0} joins are not known: each may be a skip connection.', formatCount(count));
}

/** The number of merges with a skip: `at least 2` if joins are not known. */
export function mergeCountText({ merges, unknownJoins = [] }: SkipReport): string {
  const count = formatCount(merges.total);
  if (unknownJoins.length === 0) return count;
  return merges.total === 0 ? l10n.t('not known') : l10n.t('at least {0}', count);
}
