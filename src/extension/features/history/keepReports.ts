import type { Disposable } from '../../../shared/base/lifecycle';
import type { Report } from '../../../shared/report/report';
import type { Session } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import type { RunHistory } from '../../core/history/runHistory';

const PAUSE_MILLISECONDS = 100;

/** Keeps the report of every finished run once; a draft is no report. */
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
    const text = verdict(session);
    // The views come first, then whatever else waits for the host.
    setTimeout(
      () => void history.add(session.site, report.value, text).catch(failed),
      PAUSE_MILLISECONDS,
    );
  });
}
