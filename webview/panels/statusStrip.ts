import type { PanelStatus } from '../../src/shared/protocol/graphPanelContract';
import type { PageActions, PanelStore } from './actions';
import { button, element } from './dom';

function progressText({ progress }: PanelStatus): string {
  if (!progress) return '';
  const { stage, done, total } = progress;
  const capital = stage.charAt(0).toUpperCase() + stage.slice(1);
  return total === undefined ? `${capital}…` : `${capital}… step ${done ?? 0} of ${total}`;
}

function stateOf({ progress, failure, outOfDate }: PanelStatus): string {
  if (progress) return 'running';
  if (failure !== undefined) return 'failed';
  return outOfDate ? 'stale' : 'idle';
}

/** Says what is going on, and what can be done about it: every wait shows its stage and can be cancelled. */
export function statusStrip(store: PanelStore, page: PageActions): HTMLElement {
  const text = element('span', { class: 'text' });
  const bar = element('progress', { 'aria-label': 'Progress of the probe' });
  const cancel = button('Cancel', 'cancel', page.cancel);
  const retry = button('Try again', 'retry', () => page.inspectAgain(true));
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
          : (status.failure ?? 'The source changed after this report was made.');
      cancel.hidden = state !== 'running' || !page.hasHost;
      retry.hidden = state === 'running' || !page.hasHost;
      bar.hidden = status.progress?.total === undefined;
      bar.max = status.progress?.total ?? 1;
      bar.value = status.progress?.done ?? 0;
    },
  );
  return root;
}
