import * as l10n from '@vscode/l10n';
import type { LayerId } from '../../../src/shared/network/network';
import type { WatchedRun } from '../../../src/shared/protocol/watchedRun';
import { facts, section, type Fact } from '../../kit/facts';
import { runMetrics } from '../state/runMetrics';
import { runMetricNames } from '../state/runNames';

/** The last reading of a layer that a run follows, apart from the numbers of a probe. */
export function runSection(layer: LayerId, run: WatchedRun | undefined): HTMLElement[] {
  const followed = run?.layers.find((each) => each.layer === layer);
  if (!followed) return [];
  const rows = runMetricNames.flatMap((name): Fact[] => {
    const { of, title, format } = runMetrics[name];
    const value = of(followed);
    return value === undefined ? [] : [[title(), format(value ?? undefined)]];
  });
  return [section(l10n.t('Watched run'), facts(rows))];
}
