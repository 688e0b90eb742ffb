import * as l10n from '@vscode/l10n';
import type { LayerId } from '../network/network';
import type { MadeFinding } from '../report/finding';
import { counted } from './format';

type NameOf = (layer: LayerId) => string;

/** `Conv2D 1`, `Conv2D 1 and 1 more layer`, `Conv2D 1 and 11 more layers`. */
export function firstAndMore({ layer, evidence }: MadeFinding, nameOf: NameOf): string {
  const more = evidence.layers.length - 1;
  const name = nameOf(layer);
  return more > 0 ? l10n.t('{0} and {1}', name, counted(more, 'more layer')) : name;
}
