import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodePanels,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { element } from './elements';

// The only file that knows the toolkit and the names of its elements. The toolkit is archived upstream;
// replacing it means replacing this file and styles/toolkit.css.

/** Defines the elements below; once per page, before any of them is shown. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

/** A button that does one thing; `action` is the name that tests and styles know it by. */
export function button(
  label: string,
  action: string,
  run: () => void,
  attributes: Readonly<Record<string, string | boolean>> = {},
): HTMLElement {
  const made = element(
    'vscode-button',
    { appearance: 'secondary', 'data-action': action, ...attributes },
    label,
  );
  made.addEventListener('click', run);
  return made;
}

interface DropdownOption<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

export interface Dropdown<Value extends string> {
  readonly root: HTMLElement;
  readonly set: (value: Value) => void;
  /** Offers some values more, or no longer, behind those that are always there. */
  readonly offer: (more: readonly DropdownOption<Value>[]) => void;
}

/** A choice of one value among several; calls `choose` when the user takes another. */
export function dropdown<Value extends string>(settings: {
  readonly action: string;
  readonly label: string;
  readonly options: readonly DropdownOption<Value>[];
  readonly choose: (value: Value) => void;
}): Dropdown<Value> {
  const { action, label, options, choose } = settings;
  // `value` exists once the toolkit is registered.
  const root = element(
    'vscode-dropdown',
    { class: 'dropdown', 'data-action': action, 'aria-label': label, title: label },
    ...options.map(optionElement),
  ) as HTMLElement & { value: string };
  let wanted: Value | undefined;
  let more: readonly DropdownOption<Value>[] = [];
  let added: readonly HTMLElement[] = [];
  root.addEventListener('change', () => {
    const chosen = [...options, ...more].find(({ value }) => value === root.value);
    if (chosen) choose(chosen.value);
  });
  return {
    root,
    set: (value) => {
      wanted = value;
      root.value = value;
    },
    offer: (offered) => {
      for (const option of added) option.remove();
      more = offered;
      added = offered.map(optionElement);
      root.append(...added);
      // The toolkit learns of its options after this turn, and only then takes the value of one.
      queueMicrotask(() => {
        if (wanted !== undefined) root.value = wanted;
      });
    },
  };
}

const optionElement = ({ value, text }: DropdownOption<string>): HTMLElement =>
  element('vscode-option', { value }, text);

/** A field for one line of text; it sends `input` events. */
export type TextField = HTMLElement & { value: string };

export function textField(settings: {
  readonly action: string;
  readonly label: string;
  readonly placeholder: string;
}): TextField {
  const { action, label, placeholder } = settings;
  const attributes = { class: 'text-field', 'data-action': action, placeholder };
  const field = element('vscode-text-field', attributes) as TextField;
  // Once it is in the page: the toolkit gives it a name of its own there.
  queueMicrotask(() => field.setAttribute('aria-label', label));
  return field;
}

/** A ring as it is in the middle of a turn. */
const still = 'circle { animation: none !important; stroke-dasharray: 21.99px 21.99px; }';
const stillRing = new CSSStyleSheet();
// An editor tells its pages by a class that its user wants less motion.
stillRing.replaceSync(`
  @media (prefers-reduced-motion: reduce) { ${still} }
  :host-context(.vscode-reduce-motion) ${still}
`);

/** A spinner, which stands still where motion is to be reduced; hidden from screen readers. */
export function spinner(): HTMLElement {
  const ring = element('vscode-progress-ring', { class: 'spinner', 'aria-hidden': 'true' });
  // The page's styles do not reach the inside of the ring.
  ring.shadowRoot?.adoptedStyleSheets.push(stillRing);
  return ring;
}

interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly content: HTMLElement;
}

export interface Tabs<Id extends string> {
  readonly root: HTMLElement;
  /** Changes the title of a tab, such as the count in it. */
  label(id: Id, text: string): void;
  show(id: Id): void;
}

/** Several contents in one place; calls `choose` when the user turns to a tab. */
export function tabs<Id extends string>(settings: {
  readonly label: string;
  readonly list: readonly Tab<Id>[];
  readonly choose: (id: Id) => void;
}): Tabs<Id> {
  const { label, list, choose } = settings;
  const titles = new Map(
    list.map(({ id, title }) => [id, element('vscode-panel-tab', { id: `tab-${id}` }, title)]),
  );
  const root = element(
    'vscode-panels',
    { class: 'tabs', 'aria-label': label },
    ...titles.values(),
    ...list.map(({ id, content }) => element('vscode-panel-view', { id: `view-${id}` }, content)),
  );
  root.addEventListener('change', (event) => {
    const { detail } = event as CustomEvent<unknown>;
    const chosen = list.find(({ id }) => titles.get(id) === detail);
    if (chosen) choose(chosen.id);
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
