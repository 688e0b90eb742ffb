import * as l10n from '@vscode/l10n';
import type { Stage } from '../../../src/shared/protocol/engineContract';
import type { PanelStatus } from '../../../src/shared/protocol/graphPanelContract';
import type { PageActions, PanelStore } from './actions';
import { button, element } from '../../kit/elements';

const stages: Readonly<Record<Stage, string>> = {
  'starting engine': l10n.t('Starting engine…'),
  'loading backend': l10n.t('Loading backend…'),
  'building model': l10n.t('Building model…'),
  'finding skips': l10n.t('Finding skips…'),
  'probing gradients': l10n.t('Probing gradients…'),
  'writing report': l10n.t('Writing report…'),
};

function progressText({ progress }: PanelStatus): string {
  if (!progress) return '';
  const { stage, done, total } = progress;
  const doing = stages[stage];
  return total === undefined ? doing : l10n.t('{0} step {1} of {2}', doing, done ?? 0, total);
}

function stateOf({ progress, failure, outOfDate }: PanelStatus): string {
  if (progress) return 'running';
  if (failure !== undefined) return 'failed';
  return outOfDate ? 'stale' : 'idle';
}

/** Says what is going on, and what can be done about it: every wait shows its stage and can be cancelled. */
export function statusStrip(store: PanelStore, page: PageActions): HTMLElement {
  const text = element('span', { class: 'text' });
  const bar = element('progress', { 'aria-label': l10n.t('Progress of the probe') });
  const cancel = button(l10n.t('Cancel'), 'cancel', page.cancel);
  const retry = button(l10n.t('Try again'), 'retry', () => page.inspectAgain(true));
  const root = element(
    'div',
    { class: 'status', role: 'status', 'data-testid': 'status' },
    element('vscode-progress-ring', { 'aria-hidden': 'true' }),
    text,
    bar,
    cancel,
    retry,
  );
  store.watch(
    ({ status }) => status,
    (status) => {
      const state = stateOf(status);
      root.dataset['state'] = state;
      root.hidden = state === 'idle';
      text.textContent =
        state === 'running'
          ? progressText(status)
          : (status.failure ?? l10n.t('The source changed after this report was made.'));
      cancel.hidden = state !== 'running' || !page.hasHost;
      retry.hidden = state === 'running' || !page.hasHost;
      bar.hidden = status.progress?.total === undefined;
      bar.max = status.progress?.total ?? 1;
      bar.value = status.progress?.done ?? 0;
    },
  );
  return root;
}
