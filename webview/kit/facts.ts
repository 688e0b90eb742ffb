import { element } from './elements';

/** A name and its value; left out if the value is `undefined`. */
export type Fact = readonly [name: string, value: string | undefined];

export function facts(rows: readonly Fact[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [element('dt', {}, name), element('dd', {}, value)],
    ),
  );
}

/** A part of a panel under its own heading. */
export const section = (title: string, ...children: (Node | string)[]): HTMLElement =>
  element('section', {}, element('h3', {}, title), ...children);
