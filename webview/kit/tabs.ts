import * as l10n from '@vscode/l10n';
import { element } from './elements';

interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly content: HTMLElement;
}

/** The toolkit's tabs. */
export interface Tabs<Id extends string> {
  readonly root: HTMLElement;
  /** Changes what a tab is called, such as the count in it. */
  label(id: Id, text: string): void;
  show(id: Id): void;
}

/** `chosen` hears of the tab that the user turns to. */
export function tabs<Id extends string>(
  list: readonly Tab<Id>[],
  chosen: (id: Id) => void,
): Tabs<Id> {
  const titles = new Map(
    list.map(({ id, title }) => [id, element('vscode-panel-tab', { id: `tab-${id}` }, title)]),
  );
  const root = element(
    'vscode-panels',
    { class: 'tabs', 'aria-label': l10n.t('Layers, skips and findings') },
    ...titles.values(),
    ...list.map(({ id, content }) => element('vscode-panel-view', { id: `view-${id}` }, content)),
  );
  root.addEventListener('change', (event) => {
    const { detail } = event as CustomEvent<unknown>;
    const turned = list.find(({ id }) => titles.get(id) === detail);
    if (turned) chosen(turned.id);
  });
  return {
    root,
    show: (id) => root.setAttribute('activeid', `tab-${id}`),
    label: (id, text) => {
      const tab = titles.get(id);
      if (!tab) return;
      tab.textContent = text;
      // The toolkit names a tab once, when it is made.
      tab.setAttribute('aria-label', text);
    },
  };
}
