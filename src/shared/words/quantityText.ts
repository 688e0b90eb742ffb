import * as l10n from '@vscode/l10n';

const words: Readonly<Record<string, string>> = {
  activationGradient: l10n.t('activation gradient'),
  gain: l10n.t('gain'),
  parameters: l10n.t('parameters'),
  probe: l10n.t('probe'),
  shapes: l10n.t('shapes'),
};

const FORK = /^fork (.*)$/;

/** What `notMeasured` calls a quantity, in words; a name that is a text already stays as it is. */
export function quantityText(quantity: string): string {
  const fork = FORK.exec(quantity)?.[1];
  if (fork !== undefined) return l10n.t('fork {0}', fork);
  return (Object.hasOwn(words, quantity) ? words[quantity] : undefined) ?? quantity;
}
