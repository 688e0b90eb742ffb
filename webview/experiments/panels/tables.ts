import * as l10n from '@vscode/l10n';
import type {
  Arm,
  Comparison,
  ExperimentResult,
  Measured,
} from '../../../src/shared/experiment/experiment';
import {
  comparedText,
  comparisonVerdict,
  holmText,
  measuredNumber,
  measureText,
  intervalText,
  rangeText,
} from '../../../src/shared/words/experimentWords';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { element } from '../../kit/elements';
import type { PageActions } from './actions';

type Cell = string | Node;

const rowOf = (tag: 'td' | 'th', cells: readonly Cell[]): HTMLElement =>
  element('tr', {}, ...cells.map((cell) => element(tag, {}, cell)));

const tableOf = (
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): HTMLElement =>
  element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, rowOf('th', heads)),
    element('tbody', {}, ...rows.map((row) => rowOf('td', row))),
  );

/** The name of a network; that of a single skip selects it in the graph. */
function titleOf(arms: readonly Arm[], id: string, actions: PageActions): Cell {
  const arm = arms.find((each) => each.id === id);
  const title = arm ? sentenceOf(arm.title) : id;
  const [cut] = arm?.cut ?? [];
  if (arm?.skip === undefined || !cut || !actions.hasHost) return title;
  const link = element(
    'button',
    { type: 'button', class: 'link', 'data-skip': arm.skip, title: l10n.t('Show in the graph') },
    title,
  );
  link.addEventListener('click', () => actions.select(cut.to));
  return link;
}

function comparisonRow(each: Comparison, name: (id: string) => Cell): Cell[] {
  return [
    name(each.arm),
    name(each.against),
    measureText(each.measure),
    comparedText(each),
    rangeText(each),
    holmText(each.holm),
    String(each.seeds),
    comparisonVerdict(each.verdict),
  ];
}

const comparisonHeads = (): string[] => [
  l10n.t('compared'),
  l10n.t('with'),
  l10n.t('measure'),
  l10n.t('ratio or difference'),
  l10n.t('95 %'),
  l10n.t('Holm p'),
  l10n.t('seeds'),
  l10n.t('verdict'),
];

const measuredRow = (each: Measured, name: (id: string) => Cell, before: Measured | undefined) => [
  name(each.arm),
  measureText(each.measure),
  measuredNumber(each.mean),
  intervalText(each),
  String(each.values.length),
  each.diverged > 0 ? String(each.diverged) : '',
  ...(before ? [measuredNumber(before.mean)] : []),
];

/** Everything that the pictures show, as numbers. */
export function resultTables(
  result: ExperimentResult,
  before: ExperimentResult | undefined,
  actions: PageActions,
): HTMLElement[] {
  const name = (id: string): Cell => titleOf(result.arms, id, actions);
  const earlier = ({ arm, measure }: Measured): Measured | undefined =>
    before?.measured.find((each) => each.arm === arm && each.measure === measure);
  const heads = [
    ...[l10n.t('network'), l10n.t('measure'), l10n.t('mean'), l10n.t('95 %'), l10n.t('seeds')],
    l10n.t('diverged'),
    ...(before ? [l10n.t('earlier')] : []),
  ];
  const comparisons = result.comparisons.map((each) => comparisonRow(each, name));
  const measured = result.measured.map((each) => measuredRow(each, name, earlier(each)));
  return [
    ...(comparisons.length > 0
      ? [tableOf(l10n.t('Comparisons'), comparisonHeads(), comparisons)]
      : []),
    ...(measured.length > 0 ? [tableOf(l10n.t('Measurements'), heads, measured)] : []),
  ];
}
