import * as l10n from '@vscode/l10n';
import type { Report } from '../report/report';
import { counted } from './format';
import { reportTitle } from './reportTitle';

type Compared = Pick<Report, 'model' | 'network' | 'probe'>;

/** `depth = 3 → 12`, for every argument that has another value. */
function argumentChanges(before: Compared, after: Compared): string[] {
  const earlier = new Map(before.model.arguments.map(({ name, value }) => [name, value]));
  return after.model.arguments.flatMap(({ name, value }) => {
    const [one, other] = [earlier.get(name), value].map((each) => JSON.stringify(each));
    if (one === other) return [];
    return `${name} = ${one ?? l10n.t('its default')} → ${other ?? ''}`;
  });
}

const shapeOf = ({ network }: Compared): string =>
  JSON.stringify(
    network.layers.map(({ kind, outputShape, inputs }) => [kind, outputShape, inputs]),
  );

/** The change between two reports on one model: in its arguments, or in its text; none if both are alike. */
export function changeText(before: Compared, after: Compared): string | undefined {
  const changes = argumentChanges(before, after);
  if (changes.length > 0) return changes.join(', ');
  if (shapeOf(before) === shapeOf(after)) return undefined;
  const [one, other] = [before, after].map(({ network }) => network.totals.layers);
  return one === other
    ? l10n.t('edited')
    : l10n.t('edited: {0} → {1}', one ?? 0, counted(other ?? 0, 'layer'));
}

const titleOf = (report: Compared): string =>
  report.probe ? reportTitle(report) : l10n.t('{0}, not probed', reportTitle(report));

/** Two compared reports by what tells them apart: names, cuts, arguments or the edit. */
export function pairTitle(before: Compared, after: Compared): string {
  const [one, other] = [titleOf(before), titleOf(after)];
  const isOfOne = before.model.name === after.model.name;
  const change = isOfOne ? changeText(before, after) : undefined;
  const pair = one === other && isOfOne ? other : `${one} → ${other}`;
  if (change !== undefined) return `${pair}: ${change}`;
  return pair === other ? l10n.t('{0}, before → after', other) : pair;
}
