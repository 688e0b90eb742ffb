import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { titleOf } from '../../core/sessions/savedModel';
import type { Session } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import { withProgress, type ReportProgress } from '../../core/ui/withProgress';
import { progressText } from '../../../shared/words/progressText';

/** The delay of a notification; short runs end before it. */
const PATIENCE_MS = 700;

interface Shown {
  readonly report: (text: string) => void;
  readonly end: () => void;
}

/** Shows a notification with stages and a cancel button for every longer run. */
export class RunProgress implements Disposable {
  private readonly store = new DisposableStore();
  private readonly shown = new Map<Session, Shown>();

  constructor(sessions: Sessions) {
    this.store.add(sessions.onDidChange((session) => this.update(session)));
    this.store.add(sessions.onDidRemove((session) => this.end(session)));
  }

  dispose(): void {
    for (const session of [...this.shown.keys()]) this.end(session);
    this.store.dispose();
  }

  private update(session: Session): void {
    const { run } = session.state;
    if (!run) return this.end(session);
    const shown = this.shown.get(session) ?? this.begin(session);
    shown.report(progressText(run.progress));
  }

  private end(session: Session): void {
    this.shown.get(session)?.end();
    this.shown.delete(session);
  }

  private begin(session: Session): Shown {
    let text = '';
    let write: ReportProgress | undefined;
    let finish = (): void => undefined;
    const ended = new Promise<void>((resolve) => (finish = resolve));
    const open = (): void => {
      void withProgress(`SkipScope: ${titleOf(session.site)}`, async (report, signal) => {
        signal.addEventListener('abort', () => session.cancel());
        write = report;
        write(text);
        await ended;
      });
    };
    const patience = setTimeout(open, PATIENCE_MS);
    const shown = {
      report: (next: string) => {
        text = next;
        write?.(next);
      },
      end: () => {
        clearTimeout(patience);
        finish();
      },
    };
    this.shown.set(session, shown);
    return shown;
  }
}
