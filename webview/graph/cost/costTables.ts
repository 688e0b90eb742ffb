import * as l10n from '@vscode/l10n';
import { formatCount } from '../../../src/shared/words/format';
import {
  groupCostTable,
  layerCostTable,
  lineCostTable,
  type Profiled,
  type ProfileTable,
} from '../../../src/shared/words/profileTables';
import { memoryCurveTable, ownersTable } from '../../../src/shared/words/memoryTables';
import { element } from '../../kit/elements';
import { dropdown } from '../../kit/toolkit';
import type { Subject } from '../state/subject';
import type { CostEvents } from './events';
import { followRows, saveMenu, tableElement } from './tableElement';

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
  readonly root: HTMLElement;
  private name: TableName = 'layers';
  private subject: Subject | undefined;

  constructor(events: CostEvents) {
    followRows(this.body, events);
    this.root = element(
      'section',
      { class: 'cost-part', 'aria-label': l10n.t('Tables'), 'data-testid': 'cost-table' },
      element(
        'header',
        {},
        element('h2', {}, l10n.t('Numbers')),
        this.choice.root,
        saveMenu(events, 'save-table', () => this.table),
      ),
      this.body,
    );
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
      tableElement(table, titles[this.name](), MOST_ROWS),
      more > 0
        ? element(
            'p',
            { class: 'empty' },
            l10n.t('… and {0} more, in the file.', formatCount(more)),
          )
        : '',
    );
  }
}
