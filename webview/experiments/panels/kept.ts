import * as l10n from '@vscode/l10n';
import { element } from '../../kit/elements';
import { button } from '../../kit/toolkit';
import type { PageState } from '../state/panelState';
import type { PageActions } from './actions';

/** Results of earlier runs: to open, to lay under the shown one, to remove. */
export function keptList(page: PageState, actions: PageActions): HTMLElement {
  const { kept, shown } = page;
  const items = kept.map(({ id, experiment, at, stale }) => {
    const when = new Date(at).toLocaleString();
    const canCompare = shown?.result.experiment === experiment;
    const about = stale ? l10n.t('{0} · the source changed since', when) : when;
    return element(
      'li',
      { 'data-stale': stale },
      element('span', { class: 'name' }, experiment),
      element('span', { class: 'cost' }, about),
      element(
        'span',
        { class: 'doing' },
        button(l10n.t('Open'), 'open', () => actions.open(id)),
        canCompare && button(l10n.t('Compare'), 'compare', () => actions.compare(id)),
        button(l10n.t('Remove'), 'remove', () => actions.remove(id)),
      ),
    );
  });
  return element(
    'section',
    { class: 'kept', hidden: kept.length === 0 },
    element('h2', {}, l10n.t('Kept results')),
    element('ul', {}, ...items),
  );
}
