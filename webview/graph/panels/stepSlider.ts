import * as l10n from '@vscode/l10n';
import { stepCount } from '../state/layerHeat';
import { isRunMetric } from '../state/runNames';
import { shownMetric } from '../state/shownHeat';
import type { PanelStore } from '../state/panelState';
import { element } from '../../kit/elements';
import { button } from '../../kit/toolkit';

/** The time for which each step is shown while they play. */
const STEP_MS = 700;

/** Moves the shown step on until the last one, or until it is stopped. */
class Player {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly store: PanelStore,
    private readonly changed: (plays: boolean) => void,
  ) {}

  toggle(): void {
    if (this.timer === undefined) this.start();
    else this.stop();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.changed(false);
  }

  private get last(): number {
    const { subject } = this.store.get();
    return subject ? stepCount(subject) - 1 : 0;
  }

  /** Starts again from the first step if the last one is shown. */
  private start(): void {
    const { step } = this.store.get().view;
    if (step === undefined || step >= this.last) this.show(0);
    this.timer = setInterval(() => {
      const next = (this.store.get().view.step ?? this.last) + 1;
      this.show(Math.min(next, this.last));
      if (next >= this.last) this.stop();
    }, STEP_MS);
    this.changed(true);
  }

  private show(step: number): void {
    this.store.dispatch({ type: 'viewChanged', change: { step } });
  }
}

/** Chooses the training step whose numbers are shown, with a button that plays them all. */
export function stepSlider(store: PanelStore): HTMLElement {
  const input = element('input', {
    type: 'range',
    min: 0,
    step: 1,
    'data-action': 'step',
    'aria-label': l10n.t('Training step'),
  });
  const text = element('span', { class: 'step-text' });
  const play = button('▶', 'play', () => player.toggle(), {
    'aria-label': l10n.t('Play the steps'),
  });
  const player = new Player(store, (plays) => {
    play.textContent = plays ? '❚❚' : '▶';
    play.setAttribute('aria-label', plays ? l10n.t('Pause') : l10n.t('Play the steps'));
    play.dataset['plays'] = String(plays);
  });
  const root = element(
    'div',
    { class: 'step', title: l10n.t('Training step, the median over the seeds') },
    play,
    text,
    input,
  );
  input.addEventListener('input', () => {
    player.stop();
    store.dispatch({ type: 'viewChanged', change: { step: Number(input.value) } });
  });
  const update = (): void => {
    const state = store.get();
    const { subject, view } = state;
    const steps = subject ? stepCount(subject) : 0;
    // The steps are those of the probe.
    root.hidden = steps < 2 || isRunMetric(shownMetric(state));
    const step = Math.min(view.step ?? steps - 1, steps - 1);
    input.max = String(steps - 1);
    input.value = String(step);
    text.textContent = l10n.t('Step {0} / {1}', step + 1, steps);
  };
  store.watch(
    ({ subject }) => subject,
    () => {
      player.stop();
      update();
    },
  );
  store.watch(({ view }) => view.step, update);
  store.watch(shownMetric, update);
  return root;
}
