import { Failure } from '../shared/base/failures';
import { DisposableStore } from '../shared/base/lifecycle';
import { ExperimentRuns } from './core/experiments/experimentRuns';
import type { Experiments, ExperimentsUse } from './core/experiments/experiments';
import { KeptExperiments } from './core/experiments/keptExperiments';
import { removeOldCells } from './core/experiments/oldCells';
import { resultText } from '../shared/words/assistant/experimentAnswer';
import { SkipWorthCache } from './core/experiments/skipWorthCache';
import { ExperimentPanels } from './features/experiments/experimentPanels';

/** Opens experiments; this bundle is loaded when they are first needed. */
export function openExperiments(use: ExperimentsUse): Experiments {
  void removeOldCells(use.cells);
  const store = new DisposableStore();
  const runs = new ExperimentRuns(use, new KeptExperiments(use.folder));
  const worths = store.add(new SkipWorthCache(runs, (site) => use.changed(site)));
  const panels = store.add(new ExperimentPanels({ ...use, runs }));
  return {
    open: (site, wanted) => panels.open(site, wanted),
    restore: (panel, saved) => panels.restore(panel, saved),
    compute: async (asked, settings, signal) => {
      const { shown, stopped } = await runs.compute(asked, settings, {}, signal);
      if (stopped) throw new Failure('cancelled', settings.name);
      return shown.result;
    },
    textOf: resultText,
    worthsOf: (session) => worths.of(session),
    dispose: () => store.dispose(),
  };
}
