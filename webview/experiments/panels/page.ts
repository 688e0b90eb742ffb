import * as l10n from '@vscode/l10n';
import { durationText, experimentQuestion } from '../../../src/shared/words/experimentWords';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { element } from '../../kit/elements';
import { batched } from '../../kit/timing';
import { watchTheme } from '../../kit/theme';
import { progressBar } from '../../kit/vscodeElements';
import { readPalette } from '../figures/palette';
import { resultSoFar, type PageState, type PageStore, type Run } from '../state/panelState';
import type { PageActions } from './actions';
import { resultCard } from './card';
import { keptList } from './kept';
import { experimentList } from './list';
import { Settings } from './settings';

/** The progress of a run in words. */
function runText({ draft, progress }: Run): string {
  if (!draft || !progress) return l10n.t('Building the model…');
  const { done, total, secondsLeft } = progress;
  const cells = l10n.t('{0} of {1} trainings or measurements', done, total);
  return secondsLeft === undefined
    ? cells
    : l10n.t('{0} · about {1} left', cells, durationText(secondsLeft));
}

/** The page: experiments, settings and kept results on the left, the run and its result on the right. */
export class ExperimentPage {
  private readonly left = element('div', { class: 'left' });
  private readonly right = element('main', { class: 'right' });
  private readonly title = element('h1', {});
  private readonly status = element('div', { class: 'status', role: 'status', hidden: true });
  private readonly statusText = element('span', { class: 'text' });
  private readonly bar = progressBar(l10n.t('Progress of the experiment'));
  private readonly failure = element('p', { class: 'failure', role: 'alert', hidden: true });
  private readonly card = element('div', { class: 'result' });
  private readonly settings: Settings;
  private readonly list = element('div', {});
  private readonly kept = element('div', {});

  constructor(
    private readonly root: HTMLElement,
    private readonly store: PageStore,
    private readonly actions: PageActions,
  ) {
    this.settings = new Settings(actions);
    this.status.append(this.statusText, this.bar.root);
    this.left.append(
      element('header', { class: 'toolbar' }, element('div', { class: 'title' }, this.title)),
      this.list,
      this.settings.root,
      this.kept,
    );
    this.right.append(this.status, this.failure, this.card);
    root.append(...(actions.hasHost ? [this.left] : []), this.right);
    root.dataset['host'] = String(actions.hasHost);
    const later = batched(() => this.drawCard());
    store.watch(
      (page) => page,
      () => this.drawLeft(),
    );
    store.watch(
      ({ run }) => run,
      () => this.drawStatus(),
    );
    store.watch(
      ({ failure }) => failure,
      () => this.drawFailure(),
    );
    store.watch(({ run }) => run?.cells, later);
    store.watch(({ shown }) => shown, later);
    store.watch(({ before }) => before, later);
    store.watch(({ chosen }) => chosen, later);
    watchTheme(later);
  }

  private drawLeft(): void {
    const page = this.store.get();
    this.title.textContent = page.title;
    const focused = (document.activeElement as HTMLElement | null)?.dataset['experiment'];
    this.list.replaceChildren(experimentList(page, this.actions));
    if (focused !== undefined)
      this.list.querySelector<HTMLElement>(`[data-experiment="${focused}"]`)?.focus();
    this.settings.show(page);
    this.kept.replaceChildren(keptList(page, this.actions));
  }

  private drawStatus(): void {
    const { run } = this.store.get();
    this.status.hidden = run === undefined;
    this.root.dataset['state'] = run ? 'running' : 'idle';
    if (!run) return;
    this.statusText.textContent = `${run.experiment}: ${runText(run)}`;
    const { done = 0, total = 1 } = run.progress ?? {};
    this.bar.set(done, total);
  }

  private drawFailure(): void {
    const { failure } = this.store.get();
    this.failure.hidden = failure === undefined;
    this.failure.textContent = failure ?? '';
  }

  private drawCard(): void {
    this.card.replaceChildren(...this.content(this.store.get()));
  }

  private content(page: PageState): (HTMLElement | string)[] {
    const palette = readPalette(this.root);
    const soFar = resultSoFar(page);
    if (soFar) return [resultCard({ result: soFar }, palette, this.actions)];
    if (page.run) return [];
    const { shown, before } = page;
    if (shown) return [resultCard({ ...shown, before }, palette, this.actions)];
    const offer = page.offers.find(({ experiment }) => experiment === page.chosen);
    return [
      element('h2', {}, experimentQuestion(page.chosen)),
      element(
        'p',
        { class: 'empty' },
        offer?.refusal
          ? sentenceOf(offer.refusal)
          : l10n.t(
              'The model is changed in one point and measured over several seeds. What is said stands on an interval.',
            ),
      ),
    ];
  }
}
