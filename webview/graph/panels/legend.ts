import * as l10n from '@vscode/l10n';
import { NOT_MEASURED } from '../../../src/shared/words/format';
import type { SkipKind } from '../../../src/shared/report/report';
import { skipKindWords } from '../../../src/shared/words/skipWords';
import { skipDashes, type Look } from '../scene/look';
import { css, rampColour } from '../../kit/ramp';
import { groupBy } from '../state/groupBy';
import { element } from '../../kit/elements';

const SVG = 'http://www.w3.org/2000/svg';

/** A short stroke as the graph draws this kind of skip. */
export function skipSample(kind: SkipKind): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'line');
  const attributes = {
    x1: 1,
    y1: 5,
    x2: 27,
    y2: 5,
    'stroke-width': 3,
    'stroke-dasharray': skipDashes[kind].join(' '),
  };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, String(value));
  line.style.stroke = `var(--scope-skip-${kind})`;
  svg.setAttribute('class', 'sample');
  svg.setAttribute('viewBox', '0 0 28 10');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(line);
  return svg;
}

const captions = {
  median: (name: string, median: string) => l10n.t('{0} ÷ the network’s median {1}', name, median),
  value: (name: string) => l10n.t('{0} around its healthy value', name),
  share: (name: string) => l10n.t('{0}, share of a layer', name),
};

function caption({ heat, comparing }: Look): string {
  const { metric } = heat.scale;
  const { centre } = heat.scale;
  if (comparing) return metric.title;
  if (metric.decades === 0) return captions.share(metric.title);
  if (centre === undefined) return l10n.t('{0}: {1}', metric.title, NOT_MEASURED);
  return metric.centre.kind === 'median'
    ? captions.median(metric.title, unbroken(metric.format(centre)))
    : captions.value(metric.title);
}

/** Lines may break after a hyphen, and not in a number. */
const unbroken = (number: string): string => number.replaceAll('-', '-\u2060');

/** So many colours that no step between two is seen. */
const STOPS = 48;

function scaleBar({ heat, theme }: Look): HTMLElement {
  const { decades, signed } = heat.scale.metric;
  const from = decades === 0 && !signed ? 0 : -1;
  const stops = Array.from({ length: STOPS }, (_, at) =>
    css(rampColour(theme.ramp, from + (at / (STOPS - 1)) * (1 - from))),
  );
  const bar = element('div', { class: 'bar' });
  bar.style.background = `linear-gradient(90deg, ${stops.join()})`;
  const ticks = heat.scale.ticks.map(({ at, text }) => {
    const tick = element('span', { class: 'tick' }, text);
    tick.style.left = `${((at - from) / (1 - from)) * 100}%`;
    return tick;
  });
  return element('div', { class: 'scale' }, bar, element('div', { class: 'ticks' }, ...ticks));
}

function skipLines(kinds: readonly { kind: SkipKind; count: number }[]): HTMLElement {
  return element(
    'div',
    { class: 'kinds' },
    ...kinds.map(({ kind, count }) =>
      element('span', { class: 'kind' }, skipSample(kind), `${skipKindWords[kind]} ${count}`),
    ),
  );
}

/** What stands before names where two reports are compared. */
const changeLines = (): HTMLElement =>
  element(
    'div',
    { class: 'kinds' },
    element(
      'span',
      { class: 'kind' },
      element('span', { class: 'change added' }, '+'),
      l10n.t('added'),
    ),
    element(
      'span',
      { class: 'kind' },
      element('span', { class: 'change removed' }, '−'),
      l10n.t('removed'),
    ),
  );

const absentLine = (): HTMLElement =>
  element(
    'span',
    { class: 'absent' },
    element('span', { class: 'hatch' }),
    l10n.t('no gradient measured'),
  );

/** What the colours and the lines mean; the scale is labelled and logarithmic. */
export class Legend {
  readonly root = element('div', {
    class: 'legend',
    role: 'group',
    'aria-label': l10n.t('Legend'),
  });
  /** What it was made of: selecting and hovering change none of it. */
  private shown: readonly unknown[] = [];

  update(look: Look, skips: readonly { readonly kind: SkipKind }[]): void {
    const wanted = [look.heat, look.theme, skips];
    if (wanted.every((part, at) => part === this.shown[at])) return;
    this.shown = wanted;
    const kinds = [...groupBy(skips, ({ kind }) => kind)].map(([kind, { length }]) => ({
      kind,
      count: length,
    }));
    this.root.replaceChildren(
      ...(kinds.length > 0 ? [skipLines(kinds)] : []),
      ...(look.comparing ? [changeLines()] : []),
      element(
        'div',
        { class: 'heat' },
        element('div', { class: 'caption' }, caption(look)),
        scaleBar(look),
      ),
      ...(look.comparing ? [] : [absentLine()]),
    );
  }
}
