import * as l10n from '@vscode/l10n';
import type { LayerCost, Profile } from '../../../src/shared/report/profile';
import { heatScale, type LayerHeat } from './heat';
import type { Metric } from './metrics';
import type { Subject } from './subject';
import type { ItemKey, TreeItem } from './treeItems';
import { costTitle, type CostName } from './costNames';
import { costOf, formatCost, isOfTime } from './costValues';

/** Decades of arithmetic intensity to either side of the ridge. */
const DECADES = 2;

/** The whole that a layer's cost is a part of: a step's own time, or the sum of all layers. */
function wholeOf({ step, layers }: Profile, name: CostName): number {
  if (name === 'time' && step) return step.untapped.median;
  return costOf(layers, name) ?? 0;
}

function intensityMetric({ roof }: Profile): Metric {
  const title = (): string => costTitle('intensity');
  return {
    title,
    centre: roof ? { kind: 'value', value: roof.ridge } : { kind: 'median' },
    decades: DECADES,
    format: (value) => formatCost('intensity', value),
    ...(roof && {
      caption: () =>
        l10n.t(
          '{0} around the device’s ridge of {1}: bytes are the limit below it',
          title(),
          formatCost('intensity', roof.ridge),
        ),
    }),
  };
}

function partMetric(profile: Profile, name: CostName): Metric {
  const total = wholeOf(profile, name);
  return {
    title: () => costTitle(name),
    centre: { kind: 'total', total },
    decades: 0,
    caption: () => l10n.t('{0}, part of {1}', costTitle(name), formatCost(name, total)),
    format: (value) => formatCost(name, value),
  };
}

const unmeasured = (name: CostName): Metric => ({
  title: () => costTitle(name),
  centre: { kind: 'total', total: 0 },
  decades: 0,
  format: (value) => formatCost(name, value),
});

function metricOf(profile: Profile | undefined, name: CostName): Metric {
  if (!profile) return unmeasured(name);
  return name === 'intensity' ? intensityMetric(profile) : partMetric(profile, name);
}

/** The cost of layers and groups as colours: of a group the sum over its layers. */
export function costHeat(subject: Subject, name: CostName, step: number): LayerHeat {
  const { costs, report } = subject;
  const { profile } = report;
  const costsIn = (item: TreeItem): LayerCost[] =>
    (item.type === 'layer' ? [item.layer] : item.layers).flatMap(({ id }) => costs.get(id) ?? []);
  const known = new Map<ItemKey, number | undefined>();
  const valueOf = (item: TreeItem): number | undefined => {
    if (!known.has(item.key)) known.set(item.key, costOf(costsIn(item), name));
    return known.get(item.key);
  };
  const each = profile?.layers.flatMap((cost) => costOf([cost], name) ?? []) ?? [];
  return {
    metric: name,
    step,
    scale: heatScale(metricOf(each.length > 0 ? profile : undefined, name), each),
    faded: false,
    valueOf,
    isLoud: () => true,
    factorOf: () => undefined,
    appliesTo: (item) => !isOfTime(name) && name !== 'intensity' && costsIn(item).length > 0,
  };
}
