import * as l10n from '@vscode/l10n';
import { bytesIn } from '../../../src/shared/report/budgetText';
import type { BatchFit, Profile } from '../../../src/shared/report/profile';
import { formatBytes, formatCount } from '../../../src/shared/words/format';
import { costGapText } from '../../../src/shared/words/profileWords';
import { formatDuration, formatRate } from '../../../src/shared/words/profileTables';
import { element } from '../../kit/elements';
import { facts, type Fact } from '../../kit/facts';
import { textField } from '../../kit/toolkit';
import type { Subject } from '../state/subject';
import { batchAt, fitAt, fitsUpTo, lastPosition, positionOf, type FitAt } from './fit';

/** Time, throughput and memory of a step of another batch, and the largest batch for some memory. */
export class FitCard {
  private readonly slider = element('input', {
    type: 'range',
    min: 0,
    step: 1,
    'data-action': 'batch',
    'aria-label': l10n.t('Batch'),
  });
  private readonly batch = element('output', { class: 'batch' });
  private readonly memory = textField({
    action: 'memory',
    label: l10n.t('Memory of the device'),
    placeholder: l10n.t('such as 8GB'),
  });
  private readonly numbers = element('div', { class: 'numbers' });
  private readonly fits = element('p', { class: 'fits', role: 'status' });
  private readonly note = element('p', { class: 'empty' });
  private readonly controls = element(
    'div',
    { class: 'controls-of-fit' },
    element('label', { class: 'slide' }, l10n.t('Batch'), this.slider, this.batch),
    this.numbers,
    element('div', { class: 'device' }, element('span', {}, l10n.t('Memory')), this.memory),
    this.fits,
  );
  readonly root = element(
    'section',
    { class: 'cost-part fit', 'aria-label': l10n.t('Fit'), 'data-testid': 'fit' },
    element('h2', {}, l10n.t('Will it fit?')),
    this.controls,
    this.note,
  );
  private shown: BatchFit | undefined;

  constructor() {
    this.slider.addEventListener('input', () => this.tell());
    this.memory.addEventListener('input', () => this.tellFits());
  }

  update({ report }: Subject): void {
    const { batches, batchSize = 1 } = report.profile ?? {};
    this.controls.hidden = !batches;
    if (!batches) {
      this.shown = undefined;
      this.note.textContent = costGapText(report, ['batches']).join(' ');
      return;
    }
    if (this.shown !== batches) {
      this.slider.max = String(lastPosition(batches));
      this.slider.value = String(positionOf(batchSize));
    }
    this.shown = batches;
    this.note.textContent = noteOn(batches, report.profile);
    this.tell();
    this.tellFits();
  }

  private tell(): void {
    const fit = this.shown;
    if (!fit) return;
    const batch = batchAt(Number(this.slider.value));
    this.batch.textContent = formatCount(batch);
    this.slider.setAttribute('aria-valuetext', formatCount(batch));
    this.numbers.replaceChildren(facts(factsOf(fit, fitAt(fit, batch))));
  }

  private tellFits(): void {
    const text = this.memory.value;
    const bytes = bytesIn(text);
    this.fits.textContent = this.shown ? fitsText(this.shown, text, bytes) : '';
  }
}

const about = (text: string, isWithin: boolean): string => (isWithin ? text : `≈ ${text}`);

function factsOf({ memory }: BatchFit, at: FitAt): Fact[] {
  const { milliseconds, samplesPerSecond, bytes, isWithin } = at;
  const title =
    memory?.from === 'measured' ? l10n.t('Peak, as measured') : l10n.t('Peak, estimated');
  return [
    [l10n.t('Step'), about(formatDuration(milliseconds), isWithin)],
    [l10n.t('Samples per second'), about(formatRate(samplesPerSecond), isWithin)],
    [title, bytes === undefined ? undefined : about(formatBytes(bytes), isWithin)],
  ];
}

function fitsText(fit: BatchFit, text: string, bytes: number | undefined): string {
  if (text.trim() === '') return '';
  if (bytes === undefined) return l10n.t('Give a size such as 8GB or 512MiB.');
  const found = fitsUpTo(fit, bytes);
  if (!found) return l10n.t('The memory of a step is not known.');
  const { batch, at } = found;
  if (batch === 0) return l10n.t('No batch fits into {0}.', formatBytes(bytes));
  return l10n.t('Fits up to batch {batch}: about {time} a step, {rate} samples/s.', {
    batch: formatCount(batch),
    time: formatDuration(at.milliseconds),
    rate: formatRate(at.samplesPerSecond),
  });
}

/** The points of the lines, and the batch from which on time grows. */
function noteOn({ points, growsFrom, memory }: BatchFit, profile: Profile | undefined): string {
  const sizes = points.map(({ batchSize }) => formatCount(batchSize)).join(', ');
  const lines = l10n.t(
    'Lines through steps of batch {sizes}; ≈ is beyond them. Time grows with the batch from about {from} on.',
    { sizes, from: formatCount(growsFrom) },
  );
  const isOnlyEstimate = memory?.from === 'estimate' && profile?.memory?.measured === undefined;
  return isOnlyEstimate ? `${lines} ${l10n.t('Memory is estimated from shapes.')}` : lines;
}
