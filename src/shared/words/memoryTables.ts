import * as l10n from '@vscode/l10n';
import { formatBytes } from '../base/numbers';
import type { LayerId } from '../network/network';
import { formatShare, shortName } from './format';
import { phaseText } from './profileWords';
import { words, type Profiled, type ProfileTable } from './profileTables';

function namesOf({ network }: Profiled): (layer: LayerId | undefined) => string {
  const names = new Map(network.layers.map((layer) => [layer.id, shortName(layer)]));
  return (layer) => (layer === undefined ? '' : (names.get(layer) ?? layer));
}

/** The layers whose tensors make the peak, the largest first. */
export function ownersTable(profiled: Profiled): ProfileTable {
  const { memory } = profiled.profile;
  const nameOf = namesOf(profiled);
  const owners = memory?.owners ?? [];
  return {
    columns: [
      { key: 'layer', head: l10n.t('layer'), isText: true },
      { key: 'bytes', head: l10n.t('bytes') },
      { key: 'share', head: l10n.t('share') },
      { key: 'held_by_skip', head: l10n.t('waits for a skip alone'), isText: true },
    ],
    rows: owners.map(({ layer, bytes, heldBySkip }) => [
      words(nameOf(layer)),
      { text: formatBytes(bytes), value: bytes },
      { text: formatShare(bytes / (memory?.peak ?? 1)), value: bytes / (memory?.peak ?? 1) },
      heldBySkip ? words(l10n.t('yes')) : words(''),
    ]),
    about: owners.map(({ layer }) => ({ type: 'layer', id: layer })),
  };
}

/** Bytes alive after each layer's forward and backward pass, in the order of the step. */
export function memoryCurveTable(profiled: Profiled): ProfileTable {
  const nameOf = namesOf(profiled);
  return {
    columns: [
      { key: 'phase', head: l10n.t('phase'), isText: true },
      { key: 'layer', head: l10n.t('layer'), isText: true },
      { key: 'bytes', head: l10n.t('bytes') },
    ],
    rows: (profiled.profile.memory?.curve ?? []).map(({ phase, layer, bytes }) => [
      words(phaseText(phase)),
      words(nameOf(layer)),
      { text: formatBytes(bytes), value: bytes },
    ]),
  };
}
