type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined | false;

function complete<E extends Element>(
  made: E,
  attributes: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/**
 * Makes an element. Attributes with `undefined` or `false` are left out, `true` is the empty
 * attribute. Texts become text nodes: names from user code are never markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function element(
  tag: string,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElement;
export function element(
  tag: string,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElement {
  return complete(document.createElement(tag), attributes, children);
}

/** Makes an element of an SVG inside the page, as {@link element} does. */
export const svgElement = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): SVGElementTagNameMap[K] =>
  complete(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
