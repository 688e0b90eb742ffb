import type { Report } from '../../../shared/report/report';
import type { PanelStatus } from '../../../shared/protocol/graphPanelContract';
import type { StandingFix } from '../../core/fixes/standingFix';
import type { Session } from '../../core/sessions/session';

/** The fix that a panel offers, and the one that was applied last. */
export class PanelFix {
  private offered: StandingFix | undefined;
  /** The fix that was applied to the text of a report. */
  private applied: { readonly title: string; readonly before: Report | undefined } | undefined;
  private asked = 0;

  constructor(
    private readonly session: Session,
    private readonly find: (session: Session) => Promise<StandingFix | undefined>,
    private readonly changed: () => void,
  ) {}

  /** Looks for a fix of the present outcome, and tells if it is another one. */
  async look(): Promise<void> {
    const asked = ++this.asked;
    const { run, report, failure } = this.session.state;
    const stale = (failure ?? report)?.text.outOfDate;
    // A file that is gone, or that cannot be read as a text, has no fix.
    const found = run || stale ? undefined : await this.find(this.session).catch(() => undefined);
    if (asked !== this.asked) return;
    const isSame = found?.title === this.offered?.title;
    this.offered = found;
    if (!isSame) this.changed();
  }

  /** Applies the offered fix; resolves to `false` if there is none any more. */
  async apply(): Promise<boolean> {
    const { offered } = this;
    if (!offered) return false;
    this.offered = undefined;
    this.applied = { title: offered.title, before: this.session.state.report?.value };
    return offered.apply();
  }

  /** The part of it that the page shows. */
  get status(): Pick<PanelStatus, 'fix' | 'applied'> {
    const { offered, applied } = this;
    const { run, report, failure } = this.session.state;
    const isBuilt = report && !run && !failure && !report.text.outOfDate;
    const fits = applied && isBuilt && report.value !== applied.before;
    return {
      ...(offered && !run ? { fix: offered.title } : {}),
      ...(fits ? { applied: applied.title } : {}),
    };
  }
}
