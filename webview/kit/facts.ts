import * as l10n from '@vscode/l10n';
import { element } from './elements';

/** A name and its value; left out where the value is `undefined`. */
export type Fact = readonly [string, string | undefined];

export function facts(rows: readonly Fact[]): HTMLElement {
  return element(
    'dl',
    {},
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [element('dt', {}, name), element('dd', {}, value)],
    ),
  );
}

export const section = (title: string, ...children: (Node | string)[]): HTMLElement =>
  element('section', {}, element('h3', {}, title), ...children);

/** An absent number is never shown as 0. */
export const known = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? l10n.t('unknown: a shape is open') : format(value);
