import * as l10n from '@vscode/l10n';
import { watchedRunText } from '../../../src/shared/words/watchedRunText';
import { element } from '../../kit/elements';
import type { PanelStore } from '../state/panelState';

/** The age of a run is told in minutes. */
const AGE_MS = 20_000;

/** One line on the training that is followed; hidden where there is none. */
export function runStrip(store: PanelStore): HTMLElement {
  const root = element('section', {
    class: 'run',
    'aria-label': l10n.t('Watched run'),
    'data-testid': 'run',
  });
  const update = (): void => {
    const { run } = store.get();
    root.hidden = run === undefined;
    root.textContent = run ? watchedRunText(run, Date.now()) : '';
  };
  store.watch(({ run }) => run, update);
  setInterval(update, AGE_MS);
  return root;
}
