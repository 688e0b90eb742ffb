import * as l10n from '@vscode/l10n';
import { shortName } from '../network/shortName';
import type { Report } from '../report/report';

/** A model by its name, and the connections that its probe left out: `resnet20, shortcut into Add 3 cut`. */
export function reportTitle({
  model,
  network,
  probe,
}: Pick<Report, 'model' | 'network' | 'probe'>): string {
  const nameOf = (wanted: string): string => {
    const layer = network.layers.find(({ id }) => id === wanted);
    return layer ? shortName(layer) : wanted;
  };
  const [first, ...others] = (probe?.ablated ?? []).map(({ to }) => nameOf(to));
  if (first === undefined) return model.name;
  return others.length === 0
    ? l10n.t('{0}, shortcut into {1} cut', model.name, first)
    : l10n.t('{0}, shortcuts into {1} cut', model.name, [first, ...others].join(', '));
}
