import type { Report } from '../../shared/report/report';

const MOST_RUNS = 20;

/** The reports of a session's last runs, to be compared. */
export class KeptRuns {
  private readonly reports = new Map<string, Report>();
  private count = 0;

  /** Keeps a report and gives it a name. */
  keep(report: Report): string {
    this.count += 1;
    const name = `run-${this.count}`;
    this.reports.set(name, report);
    const [oldest] = this.reports.keys();
    if (this.reports.size > MOST_RUNS && oldest !== undefined) this.reports.delete(oldest);
    return name;
  }

  get(name: string): Report | undefined {
    return this.reports.get(name);
  }

  /** Names with their reports, the newest first. */
  get newest(): readonly (readonly [name: string, report: Report])[] {
    return [...this.reports].reverse();
  }
}
