import type * as vscode from 'vscode';
import type { Report } from '../../../shared/report/report';
import { locate } from '../../session/reportFiles';
import type { Outcome, Session } from '../../session/session';
import type { Sessions } from '../../session/sessions';
import { summarizeLines, type LineSummary } from './lineSummary';

/** What the latest probe says about one line of a document as it is now. */
export interface ProbedLine {
  readonly summary: LineSummary;
  readonly probed: Outcome<Report>;
  readonly session: Session;
}

/** The summaries of all probed sessions, by the lines of the documents as they are now. */
export class ProbedLines {
  private readonly summaries = new WeakMap<Report, readonly LineSummary[]>();

  constructor(private readonly sessions: Sessions) {}

  /** By line, 0-based. Where two models share a line, the one probed last counts. */
  of(document: vscode.TextDocument): ReadonlyMap<number, ProbedLine> {
    const lines = new Map<number, ProbedLine>();
    for (const { session, probed } of this.probed()) {
      for (const summary of this.summariesOf(probed)) {
        const line = lineIn(document, session, probed, summary);
        if (line !== undefined) lines.set(line, { summary, probed, session });
      }
    }
    return lines;
  }

  /** Earliest run first. */
  private probed(): readonly { session: Session; probed: Outcome<Report> }[] {
    return this.sessions
      .all()
      .flatMap((session) => {
        const { probed } = session.state;
        return probed ? [{ session, probed }] : [];
      })
      .sort((a, b) => a.probed.text.startedAt - b.probed.text.startedAt);
  }

  private summariesOf({ value }: Outcome<Report>): readonly LineSummary[] {
    const known = this.summaries.get(value) ?? summarizeLines(value);
    this.summaries.set(value, known);
    return known;
  }
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
