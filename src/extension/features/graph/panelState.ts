import { explainFailure } from '../../../shared/words/failures';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { PanelState, PanelStatus } from '../../../shared/protocol/graphPanelContract';
import { titleOf } from '../../core/sessions/savedModel';
import { drawnReport, type SessionState } from '../../core/sessions/session';

export function panelStatus(site: ModelKey, state: SessionState): PanelStatus {
  const { run, failure } = state;
  const report = drawnReport(state);
  return {
    title: titleOf(site),
    ...(run ? { progress: run.progress } : {}),
    ...(failure && !run ? { failure: explainFailure(failure.value) } : {}),
    outOfDate: report?.text.outOfDate ?? false,
  };
}

export function panelState(site: ModelKey, state: SessionState): PanelState {
  const report = drawnReport(state);
  return {
    origin: { site },
    ...(report ? { report: report.value } : {}),
    status: panelStatus(site, state),
  };
}
