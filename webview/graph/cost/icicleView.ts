import * as l10n from '@vscode/l10n';
import { formatShare } from '../../../src/shared/words/format';
import { unmeasuredCost } from '../../../src/shared/words/profileWords';
import { element } from '../../kit/elements';
import { css, rampColour, textOn, type Ramp } from '../../kit/ramp';
import { dropdown } from '../../kit/toolkit';
import { partPlace } from '../state/heat';
import type { Subject } from '../state/subject';
import type { ItemKey } from '../state/treeItems';
import type { CostEvents } from './events';
import {
  cellBeside,
  chainTo,
  formatPart,
  icicleCells,
  icicleMeasures,
  icicleOf,
  measureText,
  type Cell,
  type IcicleMeasure,
  type Part,
} from './icicle';

/** A cell that is narrower than this share of the picture is not drawn by itself. */
const LEAST = 0.004;
/** Height of a row, in CSS pixels. */
const ROW = 26;

/** The words of a cell: its name, its number, and its part of the whole. */
const cellWords = ({ name, about, value }: Part, measure: IcicleMeasure, whole: number): string =>
  [
    about === '' ? name : `${name}, ${about}`,
    `${formatPart(measure, value)} · ${formatShare(value / whole)}`,
  ].join(': ');

/** Groups and layers as wide as their part of a step's time or memory, the largest at the left. */
export class IcicleView {
  private readonly cells = element('div', { class: 'icicle', role: 'tree' });
  private readonly trail = element('nav', { class: 'trail', 'aria-label': l10n.t('Shown part') });
  private readonly choice = dropdown({
    action: 'icicle',
    label: l10n.t('Divide'),
    options: icicleMeasures.map((value) => ({ value, text: measureText(value) })),
    choose: (value) => {
      this.measure = value;
      this.draw();
    },
  });
  readonly root = element(
    'section',
    { class: 'cost-part', 'aria-label': l10n.t('Where it goes'), 'data-testid': 'icicle' },
    element('header', {}, element('h2', {}, l10n.t('Where it goes')), this.choice.root, this.trail),
    this.cells,
  );
  private measure: IcicleMeasure = 'time';
  private focus: ItemKey | undefined;
  private drawn: readonly Cell[] = [];
  private active = 0;
  private shown: { readonly subject: Subject; readonly ramp: Ramp } | undefined;

  constructor(private readonly events: CostEvents) {
    this.cells.addEventListener('click', ({ target }) => this.pick(this.indexOf(target)));
    this.cells.addEventListener('keydown', (event) => this.onKey(event));
  }

  update(subject: Subject, ramp: Ramp): void {
    if (this.shown?.subject !== subject && !icicleOf(subject, this.measure)) this.measure = 'macs';
    this.shown = { subject, ramp };
    this.draw();
  }

  /** The cells that are drawn, for a picture of them. */
  get picture(): { readonly title: string; readonly cells: readonly Cell[] } {
    return { title: measureText(this.measure), cells: this.drawn };
  }

  wordsOf({ part }: Cell): string {
    return formatPart(this.measure, part.value);
  }

  private draw(): void {
    if (!this.shown) return;
    const { subject } = this.shown;
    this.choice.set(this.measure);
    const whole = icicleOf(subject, this.measure);
    const chain = this.chainIn(whole);
    const shown = chain.at(-1) ?? whole;
    this.trail.replaceChildren(...this.steps(chain));
    this.trail.hidden = chain.length < 2;
    this.drawn = shown ? icicleCells(shown, LEAST) : [];
    this.active = 0;
    if (!whole) return this.tellGap(subject);
    this.cells.setAttribute('role', 'tree');
    this.cells.setAttribute('aria-label', measureText(this.measure));
    const depth = Math.max(...this.drawn.map((cell) => cell.depth));
    this.cells.style.height = `${(depth + 1) * ROW}px`;
    this.cells.replaceChildren(
      ...this.drawn.map((cell, at) => this.cellElement(cell, at, whole.value)),
    );
  }

  /** The shown part with the parts around it; empty for the whole. */
  private chainIn(whole: Part | undefined): readonly Part[] {
    if (!whole || this.focus === undefined) return [];
    return chainTo(whole, this.focus) ?? [];
  }

  private tellGap({ report }: Subject): void {
    this.cells.removeAttribute('role');
    this.cells.style.height = '';
    this.cells.replaceChildren(element('p', { class: 'empty' }, unmeasuredCost(report)));
  }

  private cellElement(cell: Cell, at: number, whole: number): HTMLElement {
    const { part, label, depth, from, to } = cell;
    const words = cellWords(part, this.measure, whole);
    const made = element(
      'div',
      {
        class: `cell${part.key === undefined ? ' none' : ''}`,
        role: 'treeitem',
        tabindex: at === this.active ? 0 : -1,
        'aria-level': depth + 1,
        'aria-label': words,
        'aria-selected': 'false',
        title: words,
        'data-cell': at,
        'data-key': part.key,
      },
      element('span', { class: 'name' }, label),
      element('span', { class: 'value' }, formatPart(this.measure, part.value)),
    );
    Object.assign(made.style, {
      left: `${from * 100}%`,
      width: `${(to - from) * 100}%`,
      top: `${depth * ROW}px`,
    });
    const colour = this.shown && rampColour(this.shown.ramp, partPlace(part.value / whole));
    if (colour && part.key !== undefined) {
      made.style.background = css(colour);
      made.style.color = textOn(colour);
    }
    return made;
  }

  /** The groups around the shown one, each leading there. */
  private steps(chain: readonly Part[]): HTMLElement[] {
    return chain.map(({ name, key }, at) => {
      const isLast = at === chain.length - 1;
      const step = element('button', { type: 'button', class: 'link', disabled: isLast }, name);
      step.addEventListener('click', () => {
        this.focus = at === 0 ? undefined : key;
        this.draw();
        this.focusCell(0);
      });
      return step;
    });
  }

  private indexOf(target: EventTarget | null): number {
    const cell = (target as Element | null)?.closest<HTMLElement>('[data-cell]');
    return cell ? Number(cell.dataset['cell']) : -1;
  }

  /** A layer leads to its line; a group becomes the whole of the picture, or what it lies in does. */
  private pick(at: number): void {
    const part = this.drawn[at]?.part;
    if (part?.key === undefined) return;
    this.events.pick(part.key);
    if (part.layer !== undefined) return this.focusCell(at);
    this.zoom(at === 0 ? this.around(part.key) : part.key);
  }

  private around(key: ItemKey): ItemKey | undefined {
    const whole = this.shown && icicleOf(this.shown.subject, this.measure);
    return whole && chainTo(whole, key)?.at(-2)?.key;
  }

  private zoom(key: ItemKey | undefined): void {
    this.focus = key;
    this.draw();
    this.focusCell(0);
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.indexOf(event.target);
    if (at < 0) return;
    if (event.key === 'Enter' || event.key === ' ') this.pick(at);
    else if (event.key === 'Escape' && this.focus !== undefined) this.zoom(this.around(this.focus));
    else {
      const next = cellBeside(this.drawn, at, event.key);
      if (next === at) return;
      this.focusCell(next);
    }
    event.preventDefault();
  }

  private focusCell(at: number): void {
    this.cells.children[this.active]?.setAttribute('tabindex', '-1');
    this.active = at;
    const cell = this.cells.children[at] as HTMLElement | undefined;
    cell?.setAttribute('tabindex', '0');
    cell?.focus();
  }
}
