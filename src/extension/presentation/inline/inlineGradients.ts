import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { Report } from '../../../shared/report/report';
import { colours, type InlineMode } from '../../contributions';
import { locate } from '../../session/reportFiles';
import type { Outcome, Session } from '../../session/session';
import type { Sessions } from '../../session/sessions';
import { onSettingChange, setting } from '../../settings';
import { inlineText, strengthOf, type Strength } from './inlineText';
import { summarizeLines, type LineSummary } from './lineSummary';

type Look = Strength | 'stale';
const looks: readonly Look[] = ['strong', 'fair', 'weak', 'stale'];

interface Note {
  readonly look: Look;
  readonly text: string;
}

/** Writes the probe's numbers after the lines that make layers. */
export class InlineGradients implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly types = looks.map((look) => [look, this.store.add(decoration(look))] as const);
  private readonly summaries = new WeakMap<Report, readonly LineSummary[]>();

  constructor(private readonly sessions: Sessions) {
    const render = (): void => vscode.window.visibleTextEditors.forEach((one) => this.render(one));
    this.store.add(sessions.onDidChange(render));
    this.store.add(sessions.onDidRemove(render));
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(render));
    this.store.add(onSettingChange(['skipscope.inline.show'], render));
    render();
  }

  dispose(): void {
    this.store.dispose();
  }

  private render(editor: vscode.TextEditor): void {
    const notes = this.notesFor(editor.document, setting('skipscope.inline.show'));
    for (const [look, type] of this.types) {
      const shown = [...notes].filter(([line, note]) => {
        return note.look === look && line < editor.document.lineCount;
      });
      editor.setDecorations(
        type,
        shown.map(([line, note]) => ({
          range: endOf(editor.document.lineAt(line)),
          renderOptions: { after: { contentText: note.text } },
        })),
      );
    }
  }

  /** By line, 0-based. Where two models share a line, the one probed last is shown. */
  private notesFor(document: vscode.TextDocument, mode: InlineMode): ReadonlyMap<number, Note> {
    const notes = new Map<number, Note>();
    if (mode === 'off') return notes;
    const probed = this.sessions.all().flatMap((session) => {
      const outcome = session.state.probed;
      return outcome ? [{ session, outcome }] : [];
    });
    probed.sort((a, b) => a.outcome.text.startedAt - b.outcome.text.startedAt);
    for (const { session, outcome } of probed) {
      for (const summary of this.summariesOf(outcome)) {
        const line = lineIn(document, session, outcome, summary);
        const text = mode === 'all' || summary.findings.length > 0 ? inlineText(summary) : '';
        if (line === undefined || text === '') continue;
        notes.set(line, { look: outcome.text.outOfDate ? 'stale' : strengthOf(summary), text });
      }
    }
    return notes;
  }

  private summariesOf({ value }: Outcome<Report>): readonly LineSummary[] {
    const known = this.summaries.get(value) ?? summarizeLines(value);
    this.summaries.set(value, known);
    return known;
  }
}

function decoration(look: Look): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: {
      margin: '0 0 0 3em',
      color: new vscode.ThemeColor(colours[look]),
      ...(look === 'stale' ? { fontStyle: 'italic' } : {}),
    },
  });
}

const endOf = ({ range }: vscode.TextLine): vscode.Range => new vscode.Range(range.end, range.end);

function lineIn(
  document: vscode.TextDocument,
  session: Session,
  { text }: Outcome<Report>,
  { file, line }: LineSummary,
): number | undefined {
  const at = locate(session, text, { file, line, column: 1 });
  return at?.uri.toString() === document.uri.toString() ? at.range.start.line : undefined;
}
