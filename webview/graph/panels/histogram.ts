import * as l10n from '@vscode/l10n';
import type { Histogram, LayerProbe } from '../../../src/shared/report/probe';
import { formatCount, formatGradient, formatShare } from '../../../src/shared/words/format';
import { element } from '../../kit/elements';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 44;
/** Powers of two that a bar of the drawing spans: half a decade is as fine as can be read. */
const OCTAVES = 1;
const GAP = 0.15;

function bar(at: number, share: number): SVGElement {
  const rect = document.createElementNS(SVG, 'rect');
  const height = Math.max(1, share * HEIGHT);
  const place = { x: at + GAP / 2, y: HEIGHT - height, width: OCTAVES - GAP, height };
  for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(value));
  return rect;
}

/** What the picture says, for those who do not see it. */
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
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${counts.length} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', describe(name, histogram));
  svg.append(...counts.map((count, at) => bar(at, count / most)));
  return element(
    'figure',
    { class: 'histogram', title: describe(name, histogram), 'data-histogram': name },
    element('figcaption', {}, `|∂L/∂${name}|`),
    svg as unknown as HTMLElement,
    element(
      'div',
      { class: 'ends' },
      element('span', {}, formatGradient(2 ** exponent)),
      element('span', {}, formatGradient(2 ** (exponent + counts.length))),
    ),
  );
}

/** How the gradients of each weight are spread, on a log scale; empty where that was not measured. */
export function histograms({ weights }: LayerProbe): HTMLElement[] {
  return weights.flatMap(({ name, gradient }) =>
    gradient?.histogram ? [drawn(name, gradient.histogram)] : [],
  );
}
