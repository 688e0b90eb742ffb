import * as l10n from '@vscode/l10n';
import type { WatchedRun } from '../../../src/shared/protocol/watchedRun';
import type { Probe } from '../../../src/shared/report/probe';
import { formatCount } from '../../../src/shared/words/format';
import { formatLoss, lossText } from '../../../src/shared/words/lossText';
import { element, svgElement } from '../../kit/elements';
import { lossPoints, runLossPoints } from '../state/lossPoints';

/** Its height as in the style sheet. */
const HEIGHT = 44;

interface Curve {
  readonly lines: ReturnType<typeof lossPoints>;
  /** The steps from the left end to the right one. */
  readonly width: number;
  readonly losses: readonly number[];
  readonly caption: string;
  readonly description: string;
}

function figure({ lines, width, losses, caption, description }: Curve): HTMLElement {
  const svg = svgElement(
    'svg',
    {
      viewBox: `0 -1 ${width} ${HEIGHT + 2}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': description,
    },
    ...lines.map((line) =>
      svgElement('polyline', { points: line.map((point) => point.join(',')).join(' ') }),
    ),
  );
  return element(
    'figure',
    { class: 'loss-curve', title: description },
    element('figcaption', {}, caption),
    svg,
    element(
      'div',
      { class: 'ends' },
      element('span', {}, l10n.t('from {0}', formatLoss(Math.max(...losses)))),
      element('span', {}, l10n.t('to {0}', formatLoss(Math.min(...losses)))),
    ),
  );
}

/** The loss over the steps, a line for each seed; nothing for a single step. */
export function lossCurve(probe: Probe): HTMLElement[] {
  const lines = lossPoints(probe, HEIGHT);
  if (probe.steps < 2 || lines.length === 0) return [];
  return [
    figure({
      lines,
      width: probe.steps - 1,
      losses: probe.loss.values.flat().filter((value) => value !== null),
      caption: l10n.t('Loss over steps, a line for each seed'),
      description: l10n.t('Loss of the first seed: {0}', lossText(probe)),
    }),
  ];
}

/** The loss of a training that is followed; nothing for a single reading. */
export function runLossCurve({ losses }: WatchedRun): HTMLElement[] {
  const [first, last] = [losses[0], losses.at(-1)];
  if (!first || !last || first.step === last.step) return [];
  return [
    figure({
      lines: [runLossPoints(losses, HEIGHT)],
      width: last.step - first.step,
      losses: losses.map(({ loss }) => loss),
      caption: l10n.t(
        'Loss of the watched run, steps {0} to {1}',
        formatCount(first.step),
        formatCount(last.step),
      ),
      description: l10n.t(
        'Loss of the watched run: {0} → {1}',
        formatLoss(first.loss),
        formatLoss(last.loss),
      ),
    }),
  ];
}
