import * as l10n from '@vscode/l10n';
import { element } from '../../kit/elements';
import type { Subject } from '../state/subject';
import type { ProfileChange } from '../../../src/shared/words/profileChanges';
import { comparedFacts, comparedTable } from './compared';
import type { CostEvents } from './events';
import { followRows, saveMenu, tableElement } from './tableElement';

/** The rows that are put into the page; a file has them all. */
const MOST_ROWS = 100;

const factRow = ({ name, before, after, ratio = '' }: ProfileChange): HTMLElement =>
  element(
    'tr',
    {},
    element('th', { scope: 'row', class: 'text' }, name),
    ...[before, after, ratio].map((text) => element('td', {}, text)),
  );

const factTable = (rows: readonly ProfileChange[]): HTMLElement =>
  element(
    'table',
    { class: 'compared-step' },
    element('caption', {}, l10n.t('The step in both profiles')),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['', l10n.t('before'), l10n.t('after'), l10n.t('after ÷ before')].map((head) =>
          element('th', { scope: 'col' }, head),
        ),
      ),
    ),
    element('tbody', {}, ...rows.map(factRow)),
  );

/** Two profiles side by side: what became slower, larger, more; hidden unless two are compared. */
export class ComparedView {
  private readonly step = element('div', {});
  private readonly layers = element('div', {
    class: 'tables',
    tabindex: 0,
    role: 'region',
    'aria-label': l10n.t('Layers in both profiles'),
  });
  readonly root: HTMLElement;
  private subject: Subject | undefined;

  constructor(events: CostEvents) {
    followRows(this.layers, events);
    this.root = element(
      'section',
      {
        class: 'cost-part',
        'aria-label': l10n.t('Before and after'),
        'data-testid': 'compared-cost',
        hidden: true,
      },
      element(
        'header',
        {},
        element('h2', {}, l10n.t('Before and after')),
        saveMenu(events, 'save-compared', () =>
          this.subject?.comparing
            ? comparedTable(this.subject.comparing.comparison)
            : { columns: [], rows: [] },
        ),
      ),
      this.step,
      this.layers,
    );
  }

  update(subject: Subject): void {
    this.subject = subject;
    const rows = subject.comparing ? comparedFacts(subject.comparing.comparison) : [];
    this.root.hidden = rows.length === 0;
    if (!subject.comparing || this.root.hidden) return;
    this.step.replaceChildren(factTable(rows));
    this.layers.replaceChildren(
      tableElement(
        comparedTable(subject.comparing.comparison),
        l10n.t('Layers, the largest change of time first'),
        MOST_ROWS,
      ),
    );
  }
}
