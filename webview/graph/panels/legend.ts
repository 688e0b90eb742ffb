import * as l10n from '@vscode/l10n';
import type { SkipKind } from '../../../src/shared/report/report';
import { skipKindText } from '../../../src/shared/words/skipWords';
import { skipDashes, type Appearance } from '../scene/appearance';
import { css, rampColour } from '../../kit/ramp';
import { QUIET } from '../scene/heatColour';
import type { HeatScale } from '../state/heat';
import type { LayerHeat } from '../state/layerHeat';
import { isCostName, type MetricName } from '../state/metrics';
import { isRunMetric } from '../state/runNames';
import { groupBy } from '../state/groupBy';
import { element, svgElement } from '../../kit/elements';
import { changeSigns } from '../scene/changeSigns';
import { changeWord } from './words';

/** A short stroke as the graph draws this kind of skip. */
export function skipSample(kind: SkipKind): SVGElement {
  const line = svgElement('line', {
    x1: 1,
    y1: 5,
    x2: 27,
    y2: 5,
    'stroke-width': 3,
    'stroke-dasharray': skipDashes[kind].join(' '),
  });
  line.style.stroke = `var(--scope-skip-${kind})`;
  return svgElement('svg', { class: 'sample', viewBox: '0 0 28 10', 'aria-hidden': 'true' }, line);
}

function caption({ heat, comparing }: Appearance): string {
  const { metric, centre } = heat.scale;
  const title = metric.title();
  if (comparing) return title;
  if (metric.caption) return metric.caption();
  if (heat.faded) return l10n.t('{0}, of the probe before the change', title);
  if (metric.decades === 0) return l10n.t('{0}, share of a layer', title);
  return metric.centre.kind === 'median' && centre !== undefined
    ? l10n.t('{0} ÷ the network’s median {1}', title, unbroken(metric.format(centre)))
    : l10n.t('{0} around its healthy value', title);
}

/** Lines may break after a hyphen, and not in a number. */
const unbroken = (number: string): string => number.replaceAll('-', '-\u2060');

/** Enough colours that no step between two is seen. */
const STOPS = 48;

/** Of a gradient, the ends of the scale in words. */
function endText({ metric }: HeatScale, at: number, text: string): string {
  if (metric.caption) return text;
  if (metric.centre.kind !== 'median' || metric.decades === 0) return text;
  if (at === -1) return l10n.t('weak');
  return at === 1 ? l10n.t('strong') : text;
}

/** No finding is about a cost or a run: all its colours are full. */
const isOneLoudness = (metric: MetricName): boolean => isCostName(metric) || isRunMetric(metric);

/** The quiet colours of what is fine, over the loud ones of what has a finding. */
function scaleBar({ heat, theme, comparing }: Appearance, hasLoud: boolean): HTMLElement {
  const { from } = heat.scale;
  const gradient = (loudness: number): string => {
    const stops = Array.from({ length: STOPS }, (_, at) =>
      css(rampColour(theme.ramp, (from + (at / (STOPS - 1)) * (1 - from)) * loudness)),
    );
    return `linear-gradient(90deg, ${stops.join()})`;
  };
  const bar = element('div', { class: 'bar' });
  bar.style.background = gradient(comparing || isOneLoudness(heat.metric) ? 1 : QUIET);
  const ticks = heat.scale.ticks.map(({ at, text }) => {
    const tick = element('span', { class: 'tick' }, endText(heat.scale, at, text));
    tick.style.left = `${((at - from) / (1 - from)) * 100}%`;
    return tick;
  });
  const loud = hasLoud ? element('div', { class: 'bar loud' }) : '';
  if (loud) loud.style.background = gradient(1);
  return element(
    'div',
    { class: 'scale' },
    bar,
    loud,
    element('div', { class: 'ticks' }, ...ticks),
  );
}

function skipLines(kinds: readonly { kind: SkipKind; count: number }[]): HTMLElement {
  return element(
    'div',
    { class: 'kinds' },
    ...kinds.map(({ kind, count }) =>
      element('span', { class: 'kind' }, skipSample(kind), `${skipKindText(kind)} ${count}`),
    ),
  );
}

const changeLine = (change: 'added' | 'removed'): HTMLElement =>
  element(
    'span',
    { class: 'kind' },
    element('span', { class: `change ${change}` }, changeSigns[change]),
    changeWord(change),
  );

/** The signs before names when two reports are compared. */
const changeLines = (): HTMLElement =>
  element('div', { class: 'kinds' }, changeLine('added'), changeLine('removed'));

function absentText(metric: MetricName): string {
  if (isRunMetric(metric)) return l10n.t('not measured by the run');
  return isCostName(metric) ? l10n.t('unknown: a shape is open') : l10n.t('no gradient measured');
}

const absentLine = ({ metric }: LayerHeat): HTMLElement =>
  element('span', { class: 'absent' }, element('span', { class: 'hatch' }), absentText(metric));

/** The meaning of the number on an arc. */
const shareLine = (): HTMLElement =>
  element(
    'span',
    { class: 'kind share' },
    element('span', { class: 'value' }, '%'),
    l10n.t('share of the gradient that a shortcut carries'),
  );

interface LegendInputs extends Pick<Appearance, 'heat' | 'theme'> {
  readonly skips: readonly { readonly kind: SkipKind }[];
}

/** The meaning of full colours. */
const findingLine = (): HTMLElement =>
  element(
    'span',
    { class: 'kind' },
    element('span', { class: 'mark error', 'aria-hidden': 'true' }),
    l10n.t('pale: fine · full colour: a finding'),
  );

/** The marks of a picture that want an explanation. */
interface Shown {
  readonly hasShares: boolean;
  readonly hasFindings: boolean;
  readonly hasGaps: () => boolean;
  /** The reason why a cost was not measured. */
  readonly unmeasured: () => string;
}

/** The meaning of the colours and the lines; the scale is labelled and logarithmic. */
export class Legend {
  readonly root = element('div', {
    class: 'legend',
    role: 'group',
    'aria-label': l10n.t('Legend'),
  });
  /** The inputs of the legend: selecting and hovering change none of them. */
  private shown: LegendInputs | undefined;

  update(appearance: Appearance, skips: LegendInputs['skips'], marks: Shown): void {
    const { shown } = this;
    const { heat, theme } = appearance;
    if (shown?.heat === heat && shown.theme === theme && shown.skips === skips) return;
    this.shown = { heat, theme, skips };
    const kinds = [...groupBy(skips, ({ kind }) => kind)].map(([kind, { length }]) => ({
      kind,
      count: length,
    }));
    this.root.replaceChildren(
      ...(kinds.length > 0 ? [skipLines(kinds)] : []),
      ...(marks.hasShares ? [shareLine()] : []),
      ...colourLines(appearance, marks),
    );
    this.root.hidden = this.root.childElementCount === 0;
  }
}

/** The meaning of the colours of the boxes; nothing if nothing was measured. */
function colourLines(appearance: Appearance, marks: Shown): HTMLElement[] {
  const { comparing, heat } = appearance;
  const { hasFindings, hasGaps, unmeasured } = marks;
  const isCost = isCostName(heat.metric);
  if (!comparing && heat.scale.centre === undefined)
    return isCost ? [element('span', { class: 'kind share' }, unmeasured())] : [];
  const hasLoud = hasFindings && !comparing && !isOneLoudness(heat.metric);
  const scale = element(
    'div',
    { class: 'heat' },
    element('div', { class: 'caption' }, caption(appearance)),
    scaleBar(appearance, hasLoud),
  );
  if (comparing) return [changeLines(), scale];
  return [scale, ...(hasLoud ? [findingLine()] : []), ...(hasGaps() ? [absentLine(heat)] : [])];
}
