import * as l10n from '@vscode/l10n';

/** The quantities of a profile that can colour the graph. */
export const costNames = [
  'time',
  'forward',
  'backward',
  'macs',
  'parameters',
  'activations',
  'intensity',
] as const;
export type CostName = (typeof costNames)[number];

const titles: Readonly<Record<CostName, () => string>> = {
  time: () => l10n.t('Time of a step'),
  forward: () => l10n.t('Forward time'),
  backward: () => l10n.t('Backward time'),
  macs: () => l10n.t('MACs'),
  parameters: () => l10n.t('Parameters'),
  activations: () => l10n.t('Activations'),
  intensity: () => l10n.t('MACs per byte'),
};

export const costTitle = (name: CostName): string => titles[name]();
