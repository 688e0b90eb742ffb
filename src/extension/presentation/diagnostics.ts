import path from 'node:path';
import * as vscode from 'vscode';
import { OVERRIDES_FILE } from '../../detection/overrides';
import { explainFailure, type FailureInfo } from '../../shared/base/failures';
import { DisposableStore } from '../../shared/base/lifecycle';
import type { Layer } from '../../shared/network/network';
import type { Finding, Report, Severity } from '../../shared/report/report';
import { locate } from '../session/reportFiles';
import type { Outcome, Session } from '../session/session';
import type { Sessions } from '../session/sessions';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

type Problem = readonly [uri: vscode.Uri, diagnostic: vscode.Diagnostic];

/** Findings and failures as entries of the Problems view; one that is gone from the report is gone here. */
export class Diagnostics implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly collection = this.store.add(
    vscode.languages.createDiagnosticCollection('skipscope'),
  );
  private shown: readonly string[] = [];

  constructor(private readonly sessions: Sessions) {
    this.store.add(sessions.onDidChange(() => this.render()));
    this.store.add(sessions.onDidRemove(() => this.render()));
  }

  dispose(): void {
    this.store.dispose();
  }

  private render(): void {
    const byUri = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
    for (const [uri, diagnostic] of this.sessions.all().flatMap(problemsOf)) {
      const entry = byUri.get(uri.toString()) ?? { uri, diagnostics: [] };
      byUri.set(uri.toString(), entry);
      entry.diagnostics.push(diagnostic);
    }
    for (const gone of this.shown.filter((key) => !byUri.has(key))) {
      this.collection.delete(vscode.Uri.parse(gone));
    }
    for (const { uri, diagnostics } of byUri.values()) this.collection.set(uri, diagnostics);
    this.shown = [...byUri.keys()];
  }
}

function problemsOf(session: Session): readonly Problem[] {
  const { report, failure } = session.state;
  const failed = failure && !isOfOverrides(failure) && failureProblem(session, failure);
  const found = report?.value.findings.map((finding) => findingProblem(session, report, finding));
  return [failed, ...(found ?? [])].filter((problem) => problem !== undefined && problem !== false);
}

/** What is wrong in the workspace's overrides is told once, and not for every model. */
function isOfOverrides({ value, text }: Outcome<FailureInfo>): boolean {
  const file = vscode.Uri.file(path.join(text.request.root, OVERRIDES_FILE));
  return (
    value.at?.file === OVERRIDES_FILE && vscode.workspace.getWorkspaceFolder(file) !== undefined
  );
}

function failureProblem(
  session: Session,
  { value, text }: NonNullable<Session['state']['failure']>,
): Problem {
  const at = value.at && locate(session, text, value.at);
  const place = at ?? new vscode.Location(vscode.Uri.parse(session.site.document), origin);
  const diagnostic = new vscode.Diagnostic(wordAt(place.range.start), explainFailure(value));
  diagnostic.source = 'SkipScope';
  diagnostic.code = value.code;
  return [place.uri, diagnostic];
}

function findingProblem(
  session: Session,
  { value, text }: Outcome<Report>,
  finding: Finding,
): Problem | undefined {
  const layer = value.network.layers.find(({ id }) => id === finding.layer);
  const source = finding.source ?? layer?.source[0] ?? value.model.source;
  const place = locate(session, text, source);
  if (!place) return undefined;
  const diagnostic = new vscode.Diagnostic(
    wordAt(place.range.start),
    `${finding.message} ${finding.suggestion}`,
    severities[finding.severity],
  );
  diagnostic.source = 'SkipScope';
  diagnostic.code = { value: finding.code, target: explanationOf(finding.code) };
  diagnostic.relatedInformation = callers(session, text, layer);
  return [place.uri, diagnostic];
}

/** The calls that led to the layer, so that one of many made in a helper can be told apart. */
function callers(
  session: Session,
  text: Outcome<Report>['text'],
  layer: Layer | undefined,
): vscode.DiagnosticRelatedInformation[] {
  return (layer?.source.slice(1) ?? []).flatMap((at) => {
    const place = locate(session, text, at);
    const message = `${layer?.name ?? 'The layer'} is made through this call.`;
    return place ? [new vscode.DiagnosticRelatedInformation(place, message)] : [];
  });
}

const origin = new vscode.Position(0, 0);

/** The editor widens an empty range to the word at its position. */
const wordAt = (at: vscode.Position): vscode.Range => new vscode.Range(at, at);

/** Opens the README's section about a finding. */
function explanationOf(code: string): vscode.Uri {
  return vscode.Uri.parse(
    `command:skipscope.explainFinding?${encodeURIComponent(JSON.stringify([code]))}`,
  );
}
