import * as l10n from '@vscode/l10n';
import { memoryParts, type TrainingMemory } from '../../../src/shared/report/profile';
import { formatBytes, formatCount, formatShare, shortName } from '../../../src/shared/words/format';
import { costGapText, memoryPartText, phaseText } from '../../../src/shared/words/profileWords';
import { element } from '../../kit/elements';
import { facts } from '../../kit/facts';
import { LineChart, type ChartCanvas } from '../../kit/lineChart';
import type { Theme } from '../../kit/theme';
import type { Subject } from '../state/subject';
import type { CostEvents } from './events';
import { memoryCurve, placeText, type MemoryCurve } from './memoryCurve';

/** Height of the strip with the phases, in CSS pixels. */
const STRIP = 18;
/** The owners of the peak that are listed. */
const OWNERS = 8;

/** The bytes alive over a step, the peak with what makes it, and the layers that own most of it. */
export class MemoryView {
  private readonly chart: LineChart;
  private readonly plot: HTMLElement;
  private readonly reading = element('p', { class: 'reading', role: 'status' });
  private readonly about = element('div', { class: 'peak' });
  readonly root: HTMLElement;
  private curve: MemoryCurve | undefined;
  private subject: Subject | undefined;
  private at = 0;

  constructor(private readonly events: CostEvents) {
    this.chart = new LineChart({
      hover: (index) => this.read(index),
      pick: (index) => this.pick(index),
    });
    this.plot = element(
      'div',
      {
        class: 'memory-plot',
        tabindex: 0,
        role: 'group',
        'aria-label': l10n.t('Memory over a step; arrow keys move through it'),
        'data-testid': 'memory-plot',
      },
      this.chart.root,
    );
    this.plot.addEventListener('keydown', (event) => this.onKey(event));
    this.root = element(
      'section',
      { class: 'cost-part memory', 'aria-label': l10n.t('Memory'), 'data-testid': 'memory' },
      element('h2', {}, l10n.t('Memory over a step')),
      this.plot,
      this.reading,
      this.about,
    );
  }

  update(subject: Subject, theme: Theme): void {
    this.subject = subject;
    const memory = subject.report.profile?.memory;
    this.plot.hidden = !memory;
    this.curve = memory && memoryCurve(memory);
    this.at = this.curve?.peakAt ?? 0;
    this.reading.textContent = '';
    if (!memory || !this.curve) {
      this.about.replaceChildren(...gapsOf(subject, ['trainingMemory']));
      return;
    }
    this.draw(this.curve, memory, theme);
    this.about.replaceChildren(
      facts(peakFacts(memory)),
      this.ownersOf(memory, subject),
      ...gapsOf(subject, ['measuredPeak']),
    );
  }

  private draw(curve: MemoryCurve, { peak, measured }: TrainingMemory, theme: Theme): void {
    const most = Math.max(peak, measured?.bytes ?? 0);
    this.chart.show({
      theme,
      x: curve.x,
      series: [
        { type: 'line', values: curve.bytes, colour: theme.text },
        {
          type: 'line',
          values: curve.bytes.map((bytes, at) => (at === curve.peakAt ? bytes : null)),
          dots: { size: 8, fill: theme.accent },
        },
        ...(measured
          ? [
              {
                type: 'line' as const,
                values: curve.x.map(() => measured.bytes),
                colour: theme.muted,
                dash: [4, 3],
              },
            ]
          : []),
      ],
      scale: [0, most * 1.05],
      format: formatBytes,
      formatX: () => '',
      strip: { height: STRIP, draw: (canvas) => drawPhases(canvas, curve, theme) },
    });
  }

  private ownersOf({ owners }: TrainingMemory, { tree }: Subject): HTMLElement {
    const rows = owners.slice(0, OWNERS).map(({ layer, bytes, heldBySkip }) => {
      const known = tree.layers.get(layer);
      const row = element(
        'button',
        { type: 'button', class: 'item', 'data-owner': layer },
        element('span', {}, ''),
        element('span', { class: 'name' }, known ? shortName(known) : layer),
        element('span', { class: 'value' }, formatBytes(bytes)),
        heldBySkip && element('span', { class: 'about' }, l10n.t('waits for a skip alone')),
      );
      row.addEventListener('click', () => this.events.pickLayer(layer));
      return element('li', {}, row);
    });
    const more = owners.length - rows.length;
    return element(
      'div',
      { class: 'owners' },
      element('h3', {}, l10n.t('Layers that own the peak')),
      element('ul', {}, ...rows),
      more > 0 && element('p', { class: 'empty' }, l10n.t('… and {0} more.', formatCount(more))),
    );
  }

  private read(index: number | undefined): void {
    const { curve, subject } = this;
    const bytes = index === undefined ? undefined : curve?.bytes[index];
    this.reading.textContent =
      curve && subject && index !== undefined && bytes !== undefined
        ? `${placeText(curve, index, subject)}: ${formatBytes(bytes)}`
        : '';
  }

  private pick(index: number): void {
    const layer = this.curve?.layers[index];
    if (layer !== undefined) this.events.pickLayer(layer);
  }

  private onKey(event: KeyboardEvent): void {
    const { curve } = this;
    if (!curve) return;
    const last = curve.x.length - 1;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: this.at - 1,
      ArrowRight: this.at + 1,
      Home: 0,
      End: last,
      Enter: this.at,
    };
    const next = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
    if (next === undefined) return;
    event.preventDefault();
    this.at = Math.min(last, Math.max(0, next));
    this.chart.point({ x: this.at, y: curve.bytes[this.at] ?? 0 });
    this.read(this.at);
    if (event.key === 'Enter') this.pick(this.at);
  }
}

const gapsOf = (
  { report }: Subject,
  quantities: Parameters<typeof costGapText>[1],
): HTMLElement[] =>
  costGapText(report, quantities).map((text) => element('p', { class: 'empty' }, text));

function peakFacts({ parts, peak, heldBySkips, measured }: TrainingMemory) {
  return [
    [l10n.t('Peak, estimated'), formatBytes(peak)],
    [l10n.t('Peak, measured'), measured && formatBytes(measured.bytes)],
    ...memoryParts
      .filter((part) => parts[part] > 0)
      .map((part): [string, string] => [memoryPartText(part), formatBytes(parts[part])]),
    [l10n.t('Held by skips'), heldBySkips > 0 ? formatShare(heldBySkips) : undefined],
  ] as const;
}

/** The names of the phases over the curve, with a line where each begins. */
function drawPhases(canvas: ChartCanvas, { spans }: MemoryCurve, theme: Theme): void {
  const { context, top, xOf } = canvas;
  const ratio = window.devicePixelRatio;
  context.font = `${10 * ratio}px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.border;
  context.lineWidth = ratio;
  for (const { phase, from, to } of spans) {
    const [left, right] = [xOf(from), xOf(to)];
    context.beginPath();
    context.moveTo(left, top - STRIP * ratio);
    context.lineTo(left, top);
    context.stroke();
    const text = phaseText(phase);
    if (context.measureText(text).width + 8 * ratio < right - left)
      context.fillText(text, left + 4 * ratio, top - 6 * ratio);
  }
}
