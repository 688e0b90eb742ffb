type Child = Node | string | undefined | false;

/**
 * Makes an element. Attributes with `undefined` or `false` are left out, `true` is the empty
 * attribute. Texts become text nodes: names from user code are never markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function element(
  tag: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  ...children: readonly Child[]
): HTMLElement;
export function element(
  tag: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that does one thing; `action` is what tests and styles know it by. */
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
