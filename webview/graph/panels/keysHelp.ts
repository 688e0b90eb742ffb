import * as l10n from '@vscode/l10n';
import { element } from '../../kit/elements';
import { button } from '../../kit/toolkit';

/** The keys of the canvas, with what each does. */
const keys = (): readonly (readonly [string, string])[] => [
  ['+  −', l10n.t('Zoom in, zoom out')],
  ['0  F', l10n.t('Show the whole network')],
  ['S', l10n.t('Zoom to the selection')],
  ['P', l10n.t('Go to the group around the selection')],
  ['X', l10n.t('Cut the selected shortcut, and compare')],
  ['↑ ↓ ← →', l10n.t('Move the view')],
  [l10n.t('Wheel'), l10n.t('Scroll; with Ctrl, zoom')],
  [l10n.t('Click'), l10n.t('Select, and go to the line; on a group, open or close it')],
  [l10n.t('Alt+Click'), l10n.t('Show the calls that made a layer')],
  ['?', l10n.t('Show these keys')],
];

/** A dialog that lists the keys of the canvas; Escape closes it. */
export function keysHelp(): { readonly root: HTMLDialogElement; readonly show: () => void } {
  const title = l10n.t('Keys of the graph');
  const rows = keys().map(([key, does]) =>
    element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, does)),
  );
  const root = element('dialog', { class: 'keys', 'aria-label': title, 'data-testid': 'keys' });
  root.append(
    element('h2', {}, title),
    element('dl', {}, ...rows),
    button(l10n.t('Close'), 'close-keys', () => root.close()),
  );
  return { root, show: () => root.showModal() };
}
