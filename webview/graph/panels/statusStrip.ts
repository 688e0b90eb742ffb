import * as l10n from '@vscode/l10n';
import { progressText } from '../../../src/shared/words/progressText';
import type { PanelStatus } from '../../../src/shared/protocol/graphPanelContract';
import type { PanelStore } from '../state/panelState';
import type { PageActions } from './actions';
import { element } from '../../kit/elements';
import { button, spinner } from '../../kit/toolkit';
import { fixButton } from './fixButton';
import { progressBar } from '../../kit/vscodeElements';

const textOf = (status: PanelStatus): string =>
  status.progress
    ? progressText(status.progress)
    : (status.failure ?? l10n.t('The source changed after this report was made.'));

function stateOf({ progress, failure, outOfDate }: PanelStatus): string {
  if (progress) return 'running';
  if (failure !== undefined) return 'failed';
  return outOfDate ? 'stale' : 'idle';
}

/** The progress, the failure or the age of the report: every wait shows its stage and can be cancelled. */
export function statusStrip(store: PanelStore, page: PageActions): HTMLElement {
  const text = element('span', { class: 'text' });
  const bar = progressBar(l10n.t('Progress of the probe'));
  const cancel = button(l10n.t('Cancel'), 'cancel', page.cancel);
  const fix = fixButton(page);
  const retry = button(l10n.t('Try again'), 'retry', () => page.inspectAgain(true));
  const root = element(
    'div',
    { class: 'status', role: 'status', 'data-testid': 'status' },
    spinner(),
    text,
    bar.root,
    cancel,
    fix.root,
    retry,
  );
  store.watch(
    ({ status }) => status,
    (status) => {
      const state = stateOf(status);
      root.dataset['state'] = state;
      root.hidden = state === 'idle';
      text.textContent = textOf(status);
      cancel.hidden = state !== 'running' || !page.hasHost;
      fix.show(state === 'failed' ? status.fix : undefined);
      retry.hidden = state === 'running' || !page.hasHost;
      bar.root.hidden = status.progress?.total === undefined;
      bar.set(status.progress?.done ?? 0, status.progress?.total ?? 1);
    },
  );
  return root;
}
