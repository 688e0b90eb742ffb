import * as l10n from '@vscode/l10n';
import type { Histogram, LayerProbe } from '../../../src/shared/report/probe';
import { formatCount, formatGradient, formatShare } from '../../../src/shared/words/format';
import { element, svgElement } from '../../kit/elements';

/** The units of the drawing: one power of two wide, its height as in the style sheet. */
const HEIGHT = 44;
const GAP = 0.15;

function bar(at: number, share: number): SVGElement {
  const height = Math.max(1, share * HEIGHT);
  return svgElement('rect', { x: at + GAP / 2, y: HEIGHT - height, width: 1 - GAP, height });
}

/** The picture in words, for those who do not see it. */
function describe(name: string, { exponent, counts }: Histogram): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const peak = counts.indexOf(Math.max(...counts));
  const from = formatGradient(2 ** (exponent + peak));
  const to = formatGradient(2 ** (exponent + peak + 1));
  const share = formatShare((counts[peak] ?? 0) / total);
  return l10n.t(
    '{0} gradients of {1}; most, {2}, between {3} and {4}',
    formatCount(total),
    name,
    share,
    from,
    to,
  );
}

function drawn(name: string, histogram: Histogram): HTMLElement {
  const { exponent, counts } = histogram;
  const most = Math.max(...counts);
  const description = describe(name, histogram);
  const svg = svgElement(
    'svg',
    {
      viewBox: `0 0 ${counts.length} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': description,
    },
    ...counts.map((count, at) => bar(at, count / most)),
  );
  return element(
    'figure',
    { class: 'histogram', title: description, 'data-histogram': name },
    element('figcaption', {}, `|∂L/∂${name}|`),
    svg,
    element(
      'div',
      { class: 'ends' },
      element('span', {}, formatGradient(2 ** exponent)),
      element('span', {}, formatGradient(2 ** (exponent + counts.length))),
    ),
  );
}

/** The distribution of the gradients of each weight, on a log scale; empty if it was not measured. */
export function histograms({ weights }: LayerProbe): HTMLElement[] {
  return weights.flatMap(({ name, gradient }) =>
    gradient?.histogram ? [drawn(name, gradient.histogram)] : [],
  );
}
