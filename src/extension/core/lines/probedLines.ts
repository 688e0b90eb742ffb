import type * as vscode from 'vscode';
import type { Report } from '../../../shared/report/report';
import { locate } from '../sessions/reportFiles';
import type { Outcome, Session, SessionState } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import type { FindingLevels } from '../standing/currentFindings';
import { summarizeLines, type LineSummary } from './lineSummary';

/** The summary of one line of a document as it is now. */
export interface ProbedLine {
  readonly summary: LineSummary;
  /** The latest report with a probe or a profile, else the latest report. */
  readonly seen: Outcome<Report>;
  readonly session: Session;
}

interface Summaries {
  /** The levels in force when the summaries were made. */
  readonly levels: string;
  readonly lines: readonly LineSummary[];
}

/** The summaries of all sessions, by the lines of the documents as they are now. */
export class ProbedLines {
  private readonly summaries = new WeakMap<Report, Summaries>();

  constructor(
    private readonly sessions: Sessions,
    private readonly levels: () => FindingLevels,
  ) {}

  /** By line, 0-based. Of two models on one line, the one that ran last counts. */
  of(document: vscode.TextDocument): ReadonlyMap<number, ProbedLine> {
    const lines = new Map<number, ProbedLine>();
    for (const { session, seen } of this.reports()) {
      for (const summary of this.summariesOf(seen)) {
        const line = lineIn(document, session, seen, summary);
        if (line !== undefined) lines.set(line, { summary, seen, session });
      }
    }
    return lines;
  }

  /** Earliest run first. */
  private reports(): readonly { session: Session; seen: Outcome<Report> }[] {
    return this.sessions
      .all()
      .flatMap((session) => {
        const seen = seenReport(session.state);
        return seen ? [{ session, seen }] : [];
      })
      .sort((a, b) => a.seen.text.startedAt - b.seen.text.startedAt);
  }

  private summariesOf({ value }: Outcome<Report>): readonly LineSummary[] {
    const levels = this.levels();
    const key = JSON.stringify(levels);
    const known = this.summaries.get(value);
    if (known?.levels === key) return known.lines;
    const lines = summarizeLines(value, levels);
    this.summaries.set(value, { levels: key, lines });
    return lines;
  }
}

function seenReport(state: SessionState): Outcome<Report> | undefined {
  const { growing, probed, profiled, report } = state;
  if (growing) return growing;
  if (probed && profiled)
    return probed.text.startedAt > profiled.text.startedAt ? probed : profiled;
  return probed ?? profiled ?? report;
}

function lineIn(
  document: vscode.TextDocument,
  session: Session,
  { text }: Outcome<Report>,
  { file, line }: LineSummary,
): number | undefined {
  const at = locate(session, text, { file, line, column: 1 });
  if (at?.uri.toString() !== document.uri.toString()) return undefined;
  return at.range.start.line < document.lineCount ? at.range.start.line : undefined;
}
