import { element } from './dom';

interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: HTMLElement;
}

/** The toolkit's tabs; `label` changes what a tab is called, such as the count in it. */
export function tabs(list: readonly Tab[]): {
  root: HTMLElement;
  label(id: string, text: string): void;
} {
  const titles = new Map(
    list.map(({ id, title }) => [id, element('vscode-panel-tab', { id: `tab-${id}` }, title)]),
  );
  const root = element(
    'vscode-panels',
    { class: 'tabs', 'aria-label': 'Layers, skips and findings' },
    ...titles.values(),
    ...list.map(({ id, content }) => element('vscode-panel-view', { id: `view-${id}` }, content)),
  );
  return {
    root,
    label: (id, text) => {
      const tab = titles.get(id);
      if (!tab) return;
      tab.textContent = text;
      // The toolkit names a tab once, when it is made.
      tab.setAttribute('aria-label', text);
    },
  };
}
