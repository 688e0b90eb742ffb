import * as l10n from '@vscode/l10n';
import type { WatchedLayer, WatchedRun } from '../../../src/shared/protocol/watchedRun';
import { formatGradient, formatShare } from '../../../src/shared/words/format';
import type { Metric } from './metrics';
import { runMetricNames, type RunMetricName } from './runNames';

/** A quantity of a run. */
interface RunMetric extends Metric {
  /** `undefined` where the run does not follow it. */
  readonly of: (layer: WatchedLayer) => number | null | undefined;
}

/** The centres and decades are those of the same quantities of a probe. */
export const runMetrics: Readonly<Record<RunMetricName, RunMetric>> = {
  runGradient: {
    title: () => l10n.t('Run: gradient norm'),
    centre: { kind: 'median' },
    decades: 4,
    of: ({ gradient }) => gradient,
    format: formatGradient,
  },
  runUpdate: {
    title: () => l10n.t('Run: update ratio'),
    centre: { kind: 'value', value: 1e-3 },
    decades: 4,
    of: ({ update }) => update,
    format: formatGradient,
  },
  runDead: {
    title: () => l10n.t('Run: dead units'),
    centre: { kind: 'value', value: 0 },
    decades: 0,
    of: ({ dead }) => dead,
    format: formatShare,
  },
};

/** The quantities that a run follows, a number of which may be missing at its last reading. */
export const followedBy = (run: WatchedRun | undefined): readonly RunMetricName[] =>
  runMetricNames.filter((name) =>
    run?.layers.some((layer) => runMetrics[name].of(layer) !== undefined),
  );
