import * as l10n from '@vscode/l10n';
import type { Appearance } from '../scene/appearance';
import type { OutlineRow } from '../state/outlineRows';
import type { Subject } from '../state/subject';
import type { ItemKey } from '../state/treeItems';
import { element } from '../../kit/elements';
import { outlineRow } from './outlineRow';

const ROW = 24;
const SPARE = 8;

export interface OutlineEvents {
  /** `alt`: with the Alt key held. */
  pick(row: OutlineRow, alt: boolean): void;
  toggle(key: ItemKey): void;
  hover(key: ItemKey | undefined): void;
}

/**
 * The layers as a tree-table: the accessible twin of the picture. Only the rows in view are in the
 * page, so that 10,000 layers scroll smoothly; screen readers get their number and place.
 */
export class Outline {
  private readonly body = element('div', { class: 'rows', role: 'rowgroup' });
  private readonly heading = element('span', { role: 'columnheader', class: 'value' });
  readonly root = element(
    'div',
    {
      class: 'outline',
      role: 'treegrid',
      'aria-label': l10n.t('Layers'),
      'data-testid': 'outline',
      tabindex: 0,
    },
    element(
      'div',
      { class: 'head', role: 'row' },
      element('span', { role: 'columnheader' }, l10n.t('Layer')),
      this.heading,
    ),
    this.body,
  );
  private rows: readonly OutlineRow[] = [];
  private subject: Subject | undefined;
  private appearance: Appearance | undefined;
  private active = 0;

  constructor(private readonly events: OutlineEvents) {
    this.root.addEventListener('scroll', () => this.render());
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.body.addEventListener('click', (event) => this.onClick(event));
    this.body.addEventListener('pointerover', (event) => events.hover(this.rowOf(event)?.item.key));
    this.body.addEventListener('pointerleave', () => events.hover(undefined));
    new ResizeObserver(() => this.render()).observe(this.root);
  }

  update(subject: Subject, rows: readonly OutlineRow[], appearance: Appearance): void {
    const isNew = rows !== this.rows;
    this.subject = subject;
    this.rows = rows;
    const before = this.appearance?.selected;
    this.appearance = appearance;
    this.active = Math.min(this.active, Math.max(0, rows.length - 1));
    this.heading.textContent = appearance.heat.scale.metric.title();
    this.heading.title = this.heading.textContent;
    this.root.setAttribute('aria-rowcount', String(rows.length + 1));
    const { selected } = appearance;
    if (selected?.type === 'item' && (selected !== before || isNew)) this.follow(selected.key);
    this.render();
  }

  /** Marks the row of an item that is hovered elsewhere. */
  point(key: ItemKey | undefined): void {
    for (const made of this.body.children) {
      const row = this.rows[Number((made as HTMLElement).dataset['row'])];
      made.classList.toggle('hovered', row !== undefined && row.item.key === key);
    }
  }

  private follow(key: ItemKey): void {
    const at = this.rows.findIndex(({ item }) => item.key === key);
    if (at < 0) return;
    this.active = at;
    this.bringIntoView(at);
  }

  private bringIntoView(at: number): void {
    const { scrollTop, clientHeight } = this.root;
    const top = at * ROW;
    const room = clientHeight - 2 * ROW;
    if (room <= 0) return;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (top > scrollTop + room) this.root.scrollTop = top - room;
  }

  private render(): void {
    const { scrollTop, clientHeight } = this.root;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const last = Math.min(this.rows.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    const hadFocus = this.body.contains(document.activeElement);
    this.body.style.height = `${this.rows.length * ROW}px`;
    this.body.replaceChildren(
      ...this.rows.slice(first, last).map((row, at) => this.renderRow(row, first + at)),
    );
    if (hadFocus) this.focusActive();
  }

  private renderRow(row: OutlineRow, at: number): HTMLElement {
    const { appearance, subject } = this;
    const made = outlineRow(row, at, appearance && subject && { appearance, subject });
    made.tabIndex = at === this.active ? 0 : -1;
    made.style.transform = `translateY(${at * ROW}px)`;
    return made;
  }

  private rowOf(event: Event): OutlineRow | undefined {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    return row ? this.rows[Number(row.dataset['row'])] : undefined;
  }

  private onClick(event: MouseEvent): void {
    const row = this.rowOf(event);
    if (!row) return;
    this.active = this.rows.indexOf(row);
    const isTwisty = (event.target as Element).classList.contains('twisty');
    if (isTwisty && row.item.type === 'group') this.events.toggle(row.item.key);
    else this.events.pick(row, event.altKey);
    this.focusActive();
  }

  private focusActive(): void {
    this.body
      .querySelector<HTMLElement>(`[data-row="${this.active}"]`)
      ?.focus({ preventScroll: true });
  }

  private moveTo(at: number): void {
    this.active = Math.max(0, Math.min(this.rows.length - 1, at));
    this.bringIntoView(this.active);
    this.render();
    this.focusActive();
  }

  private onKey(event: KeyboardEvent): void {
    const row = this.rows[this.active];
    if (!row) return;
    const page = Math.floor(this.root.clientHeight / ROW) - 2;
    const keys: Record<string, () => void> = {
      ArrowDown: () => this.moveTo(this.active + 1),
      ArrowUp: () => this.moveTo(this.active - 1),
      PageDown: () => this.moveTo(this.active + page),
      PageUp: () => this.moveTo(this.active - page),
      Home: () => this.moveTo(0),
      End: () => this.moveTo(this.rows.length - 1),
      ArrowRight: () =>
        row.expanded === false ? this.events.toggle(row.item.key) : this.moveTo(this.active + 1),
      ArrowLeft: () =>
        row.expanded ? this.events.toggle(row.item.key) : this.moveTo(this.parentOf(row)),
      Enter: () => this.events.pick(row, event.altKey),
      ' ': () => this.events.pick(row, event.altKey),
    };
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  }

  private parentOf(row: OutlineRow): number {
    for (let at = this.active; at >= 0; at--)
      if ((this.rows[at]?.level ?? 0) < row.level) return at;
    return this.active;
  }
}
