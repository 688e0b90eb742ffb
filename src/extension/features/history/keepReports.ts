import type { Disposable } from '../../../shared/base/lifecycle';
import type { Report } from '../../../shared/report/report';
import type { Session } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import type { RunHistory } from '../../core/history/runHistory';

const PAUSE_MILLISECONDS = 100;

/** Keeps what every finished run gives. A draft is no result, and a report is kept once. */
export function keepReports(
  sessions: Sessions,
  history: RunHistory,
  verdict: (session: Session) => string,
  failed: (error: unknown) => void,
): Disposable {
  const kept = new WeakSet<Report>();
  return sessions.onDidChangeResult((session) => {
    const { report, run } = session.state;
    if (!report || run || kept.has(report.value)) return;
    kept.add(report.value);
    const told = verdict(session);
    // After what a person sees of the report, and with a break for whatever else waits for the host.
    setTimeout(
      () => void history.add(session.site, report.value, told).catch(failed),
      PAUSE_MILLISECONDS,
    );
  });
}
