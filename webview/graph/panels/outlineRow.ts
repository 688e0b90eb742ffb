import { countLayers } from '../../../src/shared/network/countLayers';
import { counted, formatShapes } from '../../../src/shared/words/format';
import type { Appearance } from '../scene/appearance';
import { heatColour } from '../scene/heatColour';
import { changeSigns } from '../scene/changeSigns';
import type { LayerHeat } from '../state/layerHeat';
import { titleOf } from '../state/names';
import type { OutlineRow } from '../state/outlineRows';
import type { Target } from '../state/panelState';
import { css } from '../../kit/ramp';
import { findingsOf, worstSeverity, type Change, type Subject } from '../state/subject';
import type { TreeItem } from '../state/treeItems';
import { element } from '../../kit/elements';
import { changeWord, severityWord } from './words';

interface RowContext {
  readonly subject: Subject;
  readonly appearance: Appearance;
}

const isAt = (target: Target | undefined, { key }: TreeItem): boolean =>
  target?.type === 'item' && target.key === key;

const fullName = (item: TreeItem): string => (item.type === 'layer' ? item.layer.name : item.name);

const aboutOf = (item: TreeItem): string =>
  item.type === 'layer'
    ? `${item.layer.kind} · ${formatShapes(item.layer.outputShape)}`
    : counted(countLayers(item.layers), 'layer');

const twistyOf = (expanded: boolean | undefined): string => {
  if (expanded === undefined) return '';
  return expanded ? '▾' : '▸';
};

function changeSign(change: Change | undefined): HTMLElement | undefined {
  if (!change) return undefined;
  return element(
    'span',
    { class: `sign ${change}`, role: 'img', 'aria-label': changeWord(change) },
    changeSigns[change],
  );
}

function nameCell(
  { item, level, expanded }: OutlineRow,
  { subject, appearance }: RowContext,
): HTMLElement {
  const severity = worstSeverity(findingsOf(subject, item));
  const cell = element(
    'span',
    { role: 'gridcell', class: 'cell', title: `${fullName(item)} · ${aboutOf(item)}` },
    element('span', { class: 'twisty', 'aria-hidden': 'true' }, twistyOf(expanded)),
    severity &&
      element('span', {
        class: `mark ${severity}`,
        role: 'img',
        'aria-label': severityWord(severity),
      }),
    changeSign(appearance.changes.items.get(item.key)),
    element(
      'span',
      { class: 'words' },
      element('span', { class: 'name' }, titleOf(item)),
      element('span', { class: 'about' }, aboutOf(item)),
    ),
  );
  cell.style.paddingInlineStart = `${(level - 1) * 14 + 4}px`;
  return cell;
}

const valueText = (value: number | undefined, heat: LayerHeat, isMissing: boolean): string =>
  value === undefined && !isMissing ? '' : heat.scale.metric.format(value);

function valueCells(item: TreeItem, { heat, theme }: Appearance): HTMLElement[] {
  const value = heat.valueOf(item);
  const place = heat.scale.place(value);
  const bar = element('span', { class: 'bar' });
  if (place !== undefined) {
    const { from } = heat.scale;
    const share = (place - from) / (1 - from);
    bar.style.width = `${Math.max(2, share * 100)}%`;
    const colour = heatColour(item, heat, theme.ramp);
    if (colour) bar.style.background = css(colour);
  }
  const isMissing = value === undefined && heat.appliesTo(item);
  const text = valueText(value, heat, isMissing);
  const faded = heat.faded && text !== '' ? ' faded' : '';
  return [
    element('span', { class: `track${isMissing ? ' missing' : ''}`, 'aria-hidden': 'true' }, bar),
    element('span', { role: 'gridcell', class: `value${faded}` }, text),
  ];
}

/** The attributes that make a row stand out; none while there is no subject. */
function marksOf(
  item: TreeItem,
  shown: RowContext | undefined,
): Record<string, string | undefined> {
  if (!shown) return {};
  const { hovered, selected, cursor, changes } = shown.appearance;
  return {
    class: `row ${item.type}${isAt(hovered, item) ? ' hovered' : ''}`,
    'aria-selected': String(isAt(selected, item)),
    'aria-current': cursor.has(item.key) ? 'location' : undefined,
    'data-change': changes.items.get(item.key),
  };
}

/** One row of the outline, `at` counted from 0; without a subject it is empty. */
export function outlineRow(
  row: OutlineRow,
  at: number,
  shown: RowContext | undefined,
): HTMLElement {
  const { item, expanded } = row;
  return element(
    'div',
    {
      role: 'row',
      ...marksOf(item, shown),
      'aria-level': row.level,
      'aria-posinset': row.position,
      'aria-setsize': row.siblings,
      'aria-rowindex': at + 2,
      'aria-expanded': expanded === undefined ? undefined : String(expanded),
      'data-row': at,
      [item.type === 'layer' ? 'data-layer' : 'data-group']:
        item.type === 'layer' ? item.layer.id : item.id,
    },
    ...(shown ? [nameCell(row, shown), ...valueCells(item, shown.appearance)] : []),
  );
}
