import * as l10n from '@vscode/l10n';
import { searchItems } from '../state/search';
import type { PanelStore } from '../state/panelState';
import type { PageActions } from './actions';
import { element } from '../../kit/elements';
import { textField } from '../../kit/toolkit';

/** Finds layers and groups by what is written on them; Enter goes to the next one, Shift+Enter to the one before, and Escape clears. */
export function searchBox(store: PanelStore, page: PageActions): HTMLElement {
  const field = textField({
    action: 'search',
    label: l10n.t('Search names, kinds, shapes, lines and findings'),
    placeholder: l10n.t('Search'),
  });
  const count = element('span', { class: 'count', role: 'status' });
  let at = -1;
  const go = (step: number): void => {
    const { subject, view } = store.get();
    const found = subject ? searchItems(subject, view.search) : [];
    if (found.length === 0) return;
    at = (at + step + found.length) % found.length;
    count.textContent = l10n.t('{0} of {1}', at + 1, found.length);
    const key = found[at];
    if (key === undefined) return;
    store.dispatch({ type: 'viewChanged', change: { selected: { type: 'item', key } } });
    page.showInGraph(key);
  };
  field.addEventListener('input', () => {
    store.dispatch({ type: 'viewChanged', change: { search: field.value } });
  });
  const update = (): void => {
    const { subject, view } = store.get();
    at = -1;
    field.value = view.search;
    const found = subject ? searchItems(subject, view.search).length : 0;
    count.textContent = view.search.trim() === '' || !subject ? '' : l10n.t('{0} found', found);
  };
  store.watch(({ view }) => view.search, update);
  store.watch(({ subject }) => subject, update);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') store.dispatch({ type: 'viewChanged', change: { search: '' } });
  });
  return element('div', { class: 'search' }, field, count);
}
