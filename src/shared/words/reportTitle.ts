import * as l10n from '@vscode/l10n';
import { shortName } from './format';
import type { Report } from '../report/report';

/** A model by its name, and what its probe went without: `resnet20, shortcut into Add 3 cut`. */
export function reportTitle({ model, network, probe }: Report): string {
  const to = probe?.cut?.to;
  if (to === undefined) return model.name;
  const merge = network.layers.find(({ id }) => id === to);
  return l10n.t('{0}, shortcut into {1} cut', model.name, merge ? shortName(merge) : to);
}
