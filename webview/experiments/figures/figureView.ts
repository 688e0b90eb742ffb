import * as l10n from '@vscode/l10n';
import { element, svgElement } from '../../kit/elements';
import { LineChart, type Band, type Line } from '../../kit/lineChart';
import { measuredTick } from './frame';
import { rangeOf } from './axis';
import { drawIntervals } from './drawIntervals';
import { valuesOf } from './drawLines';
import { drawPlane, paintSurface, SURFACE_SIDE } from './drawPlane';
import type { Figure, FigureLine, IntervalsFigure, LinesFigure, PlaneFigure } from './figure';
import { colourOf, dashOf, type Palette } from './palette';
import type { View } from './plane';

const key = (own: FigureLine, palette: Palette): HTMLElement =>
  element(
    'li',
    {},
    svgElement(
      'svg',
      { viewBox: '0 0 30 8', width: 30, height: 8, 'aria-hidden': 'true' },
      svgElement('path', {
        d: 'M0 4H30',
        stroke: colourOf(palette, own.tone),
        'stroke-width': 2,
        'stroke-dasharray': dashOf(own.tone, own.older).join(' ') || undefined,
      }),
    ),
    own.label,
  );

const DOT = 5;

function seriesOf({ lines, dots }: LinesFigure, palette: Palette): (Line | Band)[] {
  const bands = lines.flatMap(({ low, high, older, tone }): Band[] =>
    low && high && !older
      ? [{ type: 'band', low, high, colour: colourOf(palette, tone), bridged: true }]
      : [],
  );
  return [
    ...bands,
    ...lines.map(({ values, tone, older }): Line => ({
      type: 'line',
      values,
      colour: colourOf(palette, tone),
      dash: dashOf(tone, older),
      ...(dots && { dots: { size: DOT, fill: colourOf(palette, tone) } }),
    })),
  ];
}

const hasBand = ({ lines }: LinesFigure): boolean => lines.some(({ low }) => low !== undefined);

/** Lines with the numbers under the pointer, and their names. */
function linesView(figure: LinesFigure, palette: Palette): HTMLElement[] {
  const reading = element('p', { class: 'reading', 'aria-hidden': 'true' });
  const chart = new LineChart({
    hover: (index) => {
      const place = index === undefined ? undefined : figure.x[index];
      const values = figure.lines.flatMap(({ label, values: own }) => {
        const value = own[index ?? -1];
        return value === undefined || value === null ? [] : [`${label}: ${measuredTick(value)}`];
      });
      reading.textContent =
        place === undefined
          ? ''
          : `${figure.xTitle} ${measuredTick(place)} · ${values.join(' · ')}`;
    },
    pick: () => undefined,
  });
  const { least, most } = rangeOf(valuesOf(figure), figure.log);
  requestAnimationFrame(() =>
    chart.show({
      theme: palette,
      x: figure.x,
      series: seriesOf(figure, palette),
      scale: figure.log ? 'log' : [least, most],
      format: measuredTick,
    }),
  );
  const note = hasBand(figure)
    ? l10n.t(
        'Across: {0}. Lines are the mean of the seeds; bands span from the least to the largest.',
        figure.xTitle,
      )
    : l10n.t('Across: {0}.', figure.xTitle);
  return [
    chart.root,
    element('p', { class: 'note' }, note),
    element('ul', { class: 'keys' }, ...figure.lines.map((own) => key(own, palette))),
    reading,
  ];
}

const TURN = 0.12;
export const firstView: View = { turn: 0.6, tilt: 0.65 };

/** A surface that the arrow keys and the pointer turn. */
function surfaceCanvas(figure: PlaneFigure, palette: Palette): HTMLElement {
  const scale = Math.max(1, devicePixelRatio);
  const canvas = element('canvas', {
    width: SURFACE_SIDE * scale,
    height: SURFACE_SIDE * scale,
    tabindex: 0,
    role: 'img',
    class: 'surface',
    'aria-label': l10n.t('{0}, as a surface; arrow keys turn it', figure.title),
  });
  const context = canvas.getContext('2d');
  let view = firstView;
  const paint = (): void => {
    if (context) paintSurface(context, figure, { view, palette });
  };
  const turnBy = (turn: number, tilt: number): void => {
    view = {
      turn: view.turn + turn,
      tilt: Math.min(Math.PI / 2, Math.max(0.1, view.tilt + tilt)),
    };
    paint();
  };
  context?.scale(scale, scale);
  paint();
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-TURN, 0],
    ArrowRight: [TURN, 0],
    ArrowUp: [0, TURN],
    ArrowDown: [0, -TURN],
  };
  canvas.addEventListener('keydown', (event) => {
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    turnBy(...step);
  });
  canvas.addEventListener('pointermove', ({ buttons, movementX, movementY }) => {
    if (buttons === 1) turnBy(movementX / 120, movementY / 120);
  });
  return canvas;
}

const planeView = (figure: PlaneFigure, palette: Palette): (Element | string)[] => [
  element('div', { class: 'plane' }, drawPlane(figure, palette), surfaceCanvas(figure, palette)),
  element(
    'p',
    { class: 'note' },
    l10n.t(
      'Two random directions with filters of the weights’ own length; the ring is where training ended. A picture: the numbers come from lines.',
    ),
  ),
];

const intervalsView = (figure: IntervalsFigure, palette: Palette): (Element | string)[] => [
  drawIntervals(figure, palette),
  element(
    'p',
    { class: 'note' },
    l10n.t('Each bar is a 95 % interval, each dot a seed; nothing differs at the upright line.'),
  ),
];

function contentOf(figure: Figure, palette: Palette): (Element | string)[] {
  switch (figure.type) {
    case 'lines':
      return linesView(figure, palette);
    case 'intervals':
      return intervalsView(figure, palette);
    case 'plane':
      return planeView(figure, palette);
  }
}

/** A picture with its title and what is to be known to read it. */
export function figureView(figure: Figure, palette: Palette): HTMLElement {
  const isDrawn = figure.type !== 'lines';
  return element(
    'figure',
    { class: `picture ${figure.type}` },
    isDrawn
      ? element('figcaption', { class: 'spoken' }, figure.title)
      : element('figcaption', {}, figure.title),
    ...contentOf(figure, palette),
  );
}
