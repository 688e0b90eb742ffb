import { layerHeat, stepCount, type LayerHeat } from './layerHeat';
import type { PanelModel } from './panelState';
import type { MetricName } from './metrics';
import { runHeat } from './runHeat';
import { followedBy } from './runMetrics';
import { isRunMetric } from './runNames';

/** The choice of the numbers that are shown, and the run that may give them. */
export interface Chosen {
  readonly run: PanelModel['run'];
  readonly view: Pick<PanelModel['view'], 'metric'>;
}

/** The quantity that is shown: that of a run gives way to the probe's while no run follows it. */
export const shownMetric = ({ run, view: { metric } }: Chosen): MetricName =>
  !isRunMetric(metric) || followedBy(run).includes(metric) ? metric : 'weightGradient';

/** The numbers of the report at the chosen step, or those of the run: never of both. */
export function shownHeat(state: PanelModel): LayerHeat | undefined {
  const { subject, view, run } = state;
  if (!subject) return undefined;
  const metric = shownMetric(state);
  if (isRunMetric(metric)) return run && runHeat(run, metric);
  return layerHeat(subject, metric, view.step ?? stepCount(subject) - 1);
}
