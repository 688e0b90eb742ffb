import * as l10n from '@vscode/l10n';
import type { Probe } from '../../../src/shared/report/probe';
import { formatLoss, lossText } from '../../../src/shared/words/lossText';
import { element, svgElement } from '../../kit/elements';
import { lossPoints } from '../state/lossPoints';

/** Its height as in the style sheet. */
const HEIGHT = 44;

/** The loss over the steps, a line for each seed; nothing for a single step. */
export function lossCurve(probe: Probe): HTMLElement[] {
  const lines = lossPoints(probe, HEIGHT);
  if (probe.steps < 2 || lines.length === 0) return [];
  const all = probe.loss.values.flat().filter((value) => value !== null);
  const description = l10n.t('Loss of the first seed: {0}', lossText(probe));
  const svg = svgElement(
    'svg',
    {
      viewBox: `0 -1 ${probe.steps - 1} ${HEIGHT + 2}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': description,
    },
    ...lines.map((line) =>
      svgElement('polyline', { points: line.map((point) => point.join(',')).join(' ') }),
    ),
  );
  return [
    element(
      'figure',
      { class: 'loss-curve', title: description },
      element('figcaption', {}, l10n.t('Loss over steps, a line for each seed')),
      svg,
      element(
        'div',
        { class: 'ends' },
        element('span', {}, l10n.t('from {0}', formatLoss(Math.max(...all)))),
        element('span', {}, l10n.t('to {0}', formatLoss(Math.min(...all)))),
      ),
    ),
  ];
}
