import * as l10n from '@vscode/l10n';
import { WHOLE_NETWORK } from '../../../src/shared/network/network';
import {
  tableCsv,
  tableMarkdown,
  type ProfileTable,
} from '../../../src/shared/words/profileTables';
import { element } from '../../kit/elements';
import { menuButton } from '../../kit/menu';
import { groupKey, layerKey, type ItemKey } from '../state/treeItems';
import type { CostEvents } from './events';

/** The item that a row is about; a table of the whole network leads nowhere. */
function keyOf({ about }: ProfileTable, at: number): ItemKey | undefined {
  const row = about?.[at];
  if (!row) return undefined;
  if (row.type === 'layer') return layerKey(row.id);
  return row.id === WHOLE_NETWORK ? undefined : groupKey(row.id);
}

const leading = (text: string, key: ItemKey | undefined): HTMLElement | string =>
  key === undefined
    ? text
    : element('button', { type: 'button', class: 'link', 'data-row-key': key }, text);

/** Follows clicks on the first cells of a table. */
export function followRows(root: HTMLElement, events: CostEvents): void {
  root.addEventListener('click', ({ target }) => {
    const key = (target as Element).closest<HTMLElement>('[data-row-key]')?.dataset['rowKey'];
    if (key !== undefined) events.pick(key as ItemKey);
  });
}

/** A button with the formats that a table can be saved in. */
export const saveMenu = (
  events: CostEvents,
  action: string,
  tableNow: () => ProfileTable,
): HTMLElement =>
  menuButton({
    label: l10n.t('Save table'),
    action,
    title: l10n.t('Save all rows of this table'),
    items: [
      {
        title: l10n.t('Table as CSV'),
        about: l10n.t('plain numbers, for a spreadsheet'),
        attributes: { 'data-export': 'csv' },
        choose: () => void events.save('csv', tableCsv(tableNow())),
      },
      {
        title: l10n.t('Table as Markdown'),
        about: l10n.t('for an issue or a page'),
        attributes: { 'data-export': 'md' },
        choose: () => void events.save('md', tableMarkdown(tableNow())),
      },
    ],
  });

/** A table whose first cells lead to what their rows are about; `most` rows of it. */
export function tableElement(table: ProfileTable, caption: string, most: number): HTMLElement {
  const { columns, rows } = table;
  // A column without a single number says only that it was not measured.
  const shown = columns.flatMap((_, at) => (rows.some((row) => row[at]?.text !== '') ? [at] : []));
  const sideOf = (at: number): string => (columns[at]?.isText ? 'text' : 'number');
  return element(
    'table',
    {},
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...shown.map((at) =>
          element('th', { scope: 'col', class: sideOf(at) }, columns[at]?.head ?? ''),
        ),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.slice(0, most).map((row, at) => {
        const key = keyOf(table, at);
        const cells = shown.map((column, place) =>
          element(
            'td',
            { class: sideOf(column) },
            leading(row[column]?.text ?? '', place === 0 ? key : undefined),
          ),
        );
        return element('tr', {}, ...cells);
      }),
    ),
  );
}
