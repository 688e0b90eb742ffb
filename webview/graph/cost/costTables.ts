import * as l10n from '@vscode/l10n';
import { formatCount } from '../../../src/shared/words/format';
import {
  groupCostTable,
  layerCostTable,
  lineCostTable,
  tableCsv,
  tableMarkdown,
  type Profiled,
  type ProfileTable,
} from '../../../src/shared/words/profileTables';
import { memoryCurveTable, ownersTable } from '../../../src/shared/words/memoryTables';
import { WHOLE_NETWORK } from '../../../src/shared/network/network';
import { element } from '../../kit/elements';
import { menuButton } from '../../kit/menu';
import { dropdown } from '../../kit/toolkit';
import type { Subject } from '../state/subject';
import { groupKey, layerKey, type ItemKey } from '../state/treeItems';
import type { CostEvents } from './events';

const tableNames = ['layers', 'groups', 'lines', 'owners', 'curve'] as const;
type TableName = (typeof tableNames)[number];

const titles: Readonly<Record<TableName, () => string>> = {
  layers: () => l10n.t('Layers, the dearest first'),
  groups: () => l10n.t('Groups'),
  lines: () => l10n.t('Lines of the source'),
  owners: () => l10n.t('Owners of the peak'),
  curve: () => l10n.t('Memory over a step'),
};

const makers: Readonly<Record<TableName, (profiled: Profiled) => ProfileTable>> = {
  layers: layerCostTable,
  groups: groupCostTable,
  lines: lineCostTable,
  owners: ownersTable,
  curve: memoryCurveTable,
};

/** The rows that are put into the page; a file has them all. */
const MOST_ROWS = 200;

/** The numbers behind the pictures as tables, each to be saved as CSV or Markdown. */
export class CostTables {
  private readonly body = element('div', {
    class: 'tables',
    tabindex: 0,
    role: 'region',
    'aria-label': l10n.t('Numbers'),
  });
  private readonly choice = dropdown({
    action: 'table',
    label: l10n.t('Table'),
    options: tableNames.map((value) => ({ value, text: titles[value]() })),
    choose: (value) => {
      this.name = value;
      this.draw();
    },
  });
  private readonly menu = menuButton({
    label: l10n.t('Save table'),
    action: 'save-table',
    title: l10n.t('Save all rows of this table'),
    items: [
      {
        title: l10n.t('Table as CSV'),
        about: l10n.t('plain numbers, for a spreadsheet'),
        attributes: { 'data-export': 'csv' },
        choose: () => void this.events.save('csv', tableCsv(this.table)),
      },
      {
        title: l10n.t('Table as Markdown'),
        about: l10n.t('for an issue or a page'),
        attributes: { 'data-export': 'md' },
        choose: () => void this.events.save('md', tableMarkdown(this.table)),
      },
    ],
  });
  readonly root = element(
    'section',
    { class: 'cost-part numbers-of', 'aria-label': l10n.t('Tables'), 'data-testid': 'cost-table' },
    element('header', {}, element('h2', {}, l10n.t('Numbers')), this.choice.root, this.menu),
    this.body,
  );
  private name: TableName = 'layers';
  private subject: Subject | undefined;

  constructor(private readonly events: CostEvents) {
    this.body.addEventListener('click', ({ target }) => {
      const key = (target as Element).closest<HTMLElement>('[data-row-key]')?.dataset['rowKey'];
      if (key !== undefined) this.events.pick(key as ItemKey);
    });
  }

  update(subject: Subject): void {
    this.subject = subject;
    this.draw();
  }

  private get table(): ProfileTable {
    const { report } = this.subject ?? {};
    return report?.profile
      ? makers[this.name]({ ...report, profile: report.profile })
      : { columns: [], rows: [] };
  }

  private draw(): void {
    this.choice.set(this.name);
    const { table } = this;
    const more = table.rows.length - MOST_ROWS;
    this.body.replaceChildren(
      tableElement(table, this.name, titles[this.name]()),
      more > 0
        ? element('p', { class: 'empty' }, l10n.t('… and {0} more, in the file.', formatCount(more)))
        : '',
    );
  }
}

function keyOf({ about }: ProfileTable, name: TableName, at: number): ItemKey | undefined {
  const id = about?.[at];
  if (id === undefined || id === WHOLE_NETWORK) return undefined;
  return name === 'groups' ? groupKey(id) : layerKey(id as Parameters<typeof layerKey>[0]);
}

function tableElement(table: ProfileTable, name: TableName, caption: string): HTMLElement {
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
      ...rows.slice(0, MOST_ROWS).map((row, at) => {
        const key = keyOf(table, name, at);
        return element(
          'tr',
          {},
          ...shown.map((column, place) => {
            const text = row[column]?.text ?? '';
            const isLink = place === 0 && key !== undefined;
            return element(
              'td',
              { class: sideOf(column) },
              isLink
                ? element('button', { type: 'button', class: 'link', 'data-row-key': key }, text)
                : text,
            );
          }),
        );
      }),
    ),
  );
}
