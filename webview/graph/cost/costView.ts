import * as l10n from '@vscode/l10n';
import { toFailureInfo } from '../../../src/shared/base/failures';
import type { Profile } from '../../../src/shared/report/profile';
import type { Report } from '../../../src/shared/report/report';
import { explainFailure } from '../../../src/shared/words/failures';
import { counted, formatMagnitude } from '../../../src/shared/words/format';
import { coveredText, costGapText, loweredText } from '../../../src/shared/words/profileWords';
import { formatDuration, weightsText } from '../../../src/shared/words/profileTables';
import { element } from '../../kit/elements';
import { facts, type Fact } from '../../kit/facts';
import { menuButton } from '../../kit/menu';
import { notice } from '../../kit/notice';
import { pngOf } from '../../kit/svgPicture';
import type { GraphTheme } from '../scene/theme';
import type { Subject } from '../state/subject';
import { ComparedView } from './comparedView';
import { costSvg } from './costPicture';
import { CostTables } from './costTables';
import type { CostEvents } from './events';
import { FitCard } from './fitCard';
import { IcicleView } from './icicleView';
import { memoryCurve } from './memoryCurve';
import { MemoryView } from './memoryView';

/** Time and memory of a training step: where they go, whether they fit, and the numbers themselves. */
export class CostView {
  private readonly outcome = notice();
  private readonly sentence = element('h2', {});
  private readonly about = element('div', { class: 'about-step' });
  private readonly compared: ComparedView;
  private readonly icicle: IcicleView;
  private readonly memory: MemoryView;
  private readonly fit = new FitCard();
  private readonly tables: CostTables;
  readonly root: HTMLElement;
  /** In the page while the view is open: other views have headings and menus too. */
  private readonly parts: readonly HTMLElement[];
  private shown: { readonly subject: Subject; readonly theme: GraphTheme } | undefined;

  constructor(private readonly events: CostEvents) {
    const told: CostEvents = {
      ...events,
      save: (format, content) => this.save(format, Promise.resolve(content)),
    };
    this.compared = new ComparedView(told);
    this.icicle = new IcicleView(told);
    this.memory = new MemoryView(told);
    this.tables = new CostTables(told);
    this.root = element('section', {
      class: 'cost',
      'aria-label': l10n.t('Cost of a training step'),
      'data-testid': 'cost',
      hidden: true,
    });
    this.parts = [
      element('header', { class: 'cost-head' }, this.sentence, this.pictureMenu()),
      this.outcome.root,
      this.about,
      this.compared.root,
      this.icicle.root,
      element('div', { class: 'cost-pair' }, this.memory.root, this.fit.root),
      this.tables.root,
    ];
  }

  /** Shows the cost of a subject that was profiled; hides for any other. */
  update(subject: Subject, theme: GraphTheme, isOpen: boolean): void {
    const { profile } = subject.report;
    this.open(isOpen && profile !== undefined);
    if (!profile || this.root.hidden) return;
    if (this.shown?.subject === subject && this.shown.theme === theme) return;
    this.shown = { subject, theme };
    this.sentence.textContent = headline(profile);
    this.about.replaceChildren(
      facts(stepFacts(profile)),
      ...notes(subject.report, profile).map((text) => element('p', { class: 'empty' }, text)),
    );
    this.compared.update(subject);
    this.icicle.update(subject, theme.ramp);
    this.memory.update(subject, theme);
    this.fit.update(subject);
    this.tables.update(subject);
  }

  private open(isOpen: boolean): void {
    if (this.root.hidden === !isOpen) return;
    this.root.hidden = !isOpen;
    this.root.replaceChildren(...(isOpen ? this.parts : []));
  }

  private pictureMenu(): HTMLElement {
    const item = (format: 'svg' | 'png', title: string, about: string) => ({
      title,
      about,
      attributes: { 'data-export': format },
      choose: () => void this.save(format, this.picture(format)),
    });
    return menuButton({
      label: l10n.t('Save picture'),
      action: 'save-cost',
      title: l10n.t('Save where it goes and the memory over a step'),
      items: [
        item('svg', l10n.t('Picture as SVG'), l10n.t('vectors, for print and slides')),
        item('png', l10n.t('Picture as PNG'), l10n.t('pixels, at 2×')),
      ],
    });
  }

  private async picture(format: 'svg' | 'png'): Promise<string | Blob> {
    if (!this.shown) return '';
    const { subject, theme } = this.shown;
    const { profile, model } = subject.report;
    const { title, cells } = this.icicle.picture;
    const drawn = costSvg(
      {
        title: `${model.name}: ${title}`,
        subtitle: profile ? headline(profile) : '',
        cells,
        wordsOf: (cell) => this.icicle.wordsOf(cell),
        curve: profile?.memory && memoryCurve(profile.memory),
        curveTitle: l10n.t('Memory over a step'),
      },
      theme,
    );
    return format === 'svg' ? drawn.svg : pngOf(drawn.svg, drawn.width, drawn.height);
  }

  private async save(
    format: Parameters<CostEvents['save']>[0],
    content: Promise<string | Blob>,
  ): Promise<void> {
    try {
      await this.events.save(format, await content);
    } catch (failure) {
      this.outcome.say(l10n.t('Not saved. {0}', explainFailure(toFailureInfo(failure))));
    }
  }
}

/** The first thing to know: how long a step takes, and where most of it goes. */
function headline({ step, batchSize, totals }: Profile): string {
  const samples = counted(batchSize, 'sample');
  if (step)
    return l10n.t('A step of {samples} takes {time}.', {
      samples,
      time: formatDuration(step.untapped.median),
    });
  return totals.macs
    ? l10n.t('A forward pass of {samples} takes {macs} MACs.', {
        samples,
        macs: formatMagnitude(totals.macs.forward),
      })
    : l10n.t('Cost of a step of {samples}', { samples });
}

function stepFacts({ step, totals, roof, optimizer, loss }: Profile): Fact[] {
  const { phases, covered } = step ?? {};
  const median = (time: { readonly median: number } | undefined): string | undefined =>
    time && formatDuration(time.median);
  const both = (counts: { readonly forward: number; readonly backward: number } | undefined) =>
    counts &&
    l10n.t(
      '{0} forward, {1} backward',
      formatMagnitude(counts.forward),
      formatMagnitude(counts.backward),
    );
  return [
    [l10n.t('Forward'), median(phases?.forward)],
    [l10n.t('Backward'), median(phases?.backward)],
    [l10n.t('Update'), median(phases?.update)],
    [l10n.t('In layers'), covered === undefined ? undefined : coveredText(covered)],
    [l10n.t('MACs'), both(totals.macs)],
    [l10n.t('FLOPs'), both(totals.flops)],
    [l10n.t('Weights'), weightsText(totals.weightBytes) || undefined],
    [
      l10n.t('Device'),
      roof &&
        l10n.t('{macs} MACs/s, {bytes}B/s: ridge at {ridge} MACs per byte', {
          macs: formatMagnitude(roof.macsPerSecond),
          bytes: formatMagnitude(roof.bytesPerSecond),
          ridge: roof.ridge.toPrecision(3),
        }),
    ],
    [l10n.t('Training'), `${optimizer}, ${loss}`],
  ];
}

/** The origin of the numbers, and the quantities that are missing. */
function notes(report: Report, { step, timed }: Profile): string[] {
  const how = step
    ? [
        l10n.t(
          'Medians of {steps} after {warmup} to warm up, on {backend} ({device}); a quarter of the steps lies below {lower}, a quarter above {upper}.',
          {
            steps: counted(step.steps, 'step'),
            warmup: step.warmup,
            backend: report.runtime.backend,
            device: report.runtime.device,
            lower: formatDuration(step.untapped.lower),
            upper: formatDuration(step.untapped.upper),
          },
        ),
      ]
    : costGapText(report, ['stepTime', 'probe']);
  return [
    ...how,
    ...(timed === 'lowered' ? [loweredText(report.runtime)] : []),
    ...costGapText(report, ['layerTime', 'roof']),
  ];
}
