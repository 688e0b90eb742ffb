import * as l10n from '@vscode/l10n';
import { element, svgElement } from '../../kit/elements';
import { button } from '../../kit/toolkit';
import type { PageActions } from './actions';

/** The drawings on the buttons, in a square of 16: words would take a second row of a narrow panel. */
const drawings = {
  /** Four corners around everything. */
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4M6 6h4v4H6z',
  /** Cross hairs on one thing. */
  selection: 'M8 1v4M8 11v4M1 8h4M11 8h4M5 5h6v6H5z',
  /** Out of a box to the frame around it. */
  parent: 'M2 2h12M8 14V5M4.5 8.5 8 5l3.5 3.5',
} as const;

const drawing = (name: keyof typeof drawings): SVGElement =>
  svgElement(
    'svg',
    { class: 'drawing', viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' },
    svgElement('path', { d: drawings[name] }),
  );

function drawnButton(
  name: keyof typeof drawings,
  action: string,
  run: () => void,
  words: { readonly label: string; readonly title: string },
): HTMLElement {
  const { label, title } = words;
  const made = button('', action, run, { 'aria-label': label, title });
  made.append(drawing(name));
  return made;
}

/** The buttons that move the view, over the graph. */
export const zoomButtons = (page: PageActions, showKeys: () => void): HTMLElement =>
  element(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': l10n.t('Zoom') },
    button('+', 'zoom-in', () => page.zoom('in'), {
      'aria-label': l10n.t('Zoom in'),
      title: l10n.t('Zoom in (+)'),
    }),
    button('−', 'zoom-out', () => page.zoom('out'), {
      'aria-label': l10n.t('Zoom out'),
      title: l10n.t('Zoom out (−)'),
    }),
    drawnButton('fit', 'fit', () => page.zoom('fit'), {
      label: l10n.t('Show the whole network'),
      title: l10n.t('Show the whole network (0)'),
    }),
    drawnButton('selection', 'zoom-selection', () => page.zoom('selection'), {
      label: l10n.t('Zoom to the selection'),
      title: l10n.t('Zoom to the selection (S)'),
    }),
    drawnButton('parent', 'go-parent', () => page.zoom('parent'), {
      label: l10n.t('Go to the group around the selection'),
      title: l10n.t('Go to the group around the selection (P)'),
    }),
    button('?', 'keys', showKeys, {
      'aria-label': l10n.t('Keys of the graph'),
      title: l10n.t('Keys of the graph (?)'),
    }),
  );
