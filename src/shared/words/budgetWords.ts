import * as l10n from '@vscode/l10n';
import { formatBytes, formatCount, formatMagnitude } from '../base/numbers';
import type { BrokenBudget, BudgetName } from '../report/budget';
import type { Report } from '../report/report';
import { shortName } from './format';
import { formatDuration } from './profileTables';

const names: Readonly<Record<BudgetName, () => string>> = {
  params: () => l10n.t('Parameters'),
  macs: () => l10n.t('MACs of a forward pass'),
  step: () => l10n.t('Training step'),
  peak: () => l10n.t('Peak of memory'),
};

const formats: Readonly<Record<BudgetName, (value: number) => string>> = {
  params: formatCount,
  macs: formatMagnitude,
  step: formatDuration,
  peak: formatBytes,
};

/** The name of a budget, as it starts a sentence. */
export const budgetTitle = (name: BudgetName): string => names[name]();

/** One sentence on a budget that a model breaks, with the layer that costs most of it. */
export function brokenBudgetText(
  { name, limit, value, dearest }: BrokenBudget,
  { network }: Pick<Report, 'network'>,
): string {
  const format = formats[name];
  const told = l10n.t(
    '{0}: {1}, over the budget of {2}.',
    names[name](),
    format(value),
    format(limit),
  );
  const layer = dearest && network.layers.find(({ id }) => id === dearest.layer);
  if (!dearest || !layer) return told;
  const [place] = layer.source;
  const where = place ? ` (${place.file}:${place.line})` : '';
  const most = l10n.t('{0}{1} takes most: {2}.', shortName(layer), where, format(dearest.value));
  return `${told} ${most}`;
}
