import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import { OVERRIDES_FILE } from '../../../workspace/overrides/overrides';
import type { FailureInfo } from '../../../shared/base/failures';
import { findingMessage } from '../../../shared/words/findingMessages';
import { findingSuggestion } from '../../../shared/words/findingSuggestions';
import { explainFailure } from '../../../shared/words/failures';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { Severity } from '../../../shared/report/report';
import type { FindingPlace } from '../../core/manifest/contributions';
import { locate } from '../../core/sessions/reportFiles';
import type { Outcome, Session } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import { onSettingChange } from '../../core/manifest/settings';
import { Debouncer } from '../../core/ui/debounce';
import type { Fix } from '../../../shared/model/fix';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import {
  currentFindings,
  type CurrentFinding,
  type FindingLevels,
} from '../../core/standing/currentFindings';
import { findingLevelsInForce } from '../../core/standing/findingSetting';
import {
  branchPlaces,
  relatedPlaces,
  type RelatedPlace,
} from '../../../shared/words/relatedPlaces';
import { standInText } from '../../../shared/words/standInText';
import { fixForFailure, fixForFinding } from '../../../shared/report/fixes';

/** Our name in the Problems view. */
const diagnosticSource = 'SkipScope';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** A diagnostic and its fix. */
export interface Problem {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  /** It applies at the start of the diagnostic's range. */
  readonly fix: Fix | undefined;
  /** The run that it comes from. */
  readonly request: InspectRequest;
  /** Absent for a failure. */
  readonly current?: CurrentFinding;
}

/** The effect of a finding's fix, if it was tried. */
type TrialOf = (current: CurrentFinding) => string | undefined;

/** Shows the present findings and failures in the Problems view. */
export class Diagnostics implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly collection = this.store.add(
    vscode.languages.createDiagnosticCollection('skipscope'),
  );
  private shown: readonly Problem[] = [];

  private readonly debouncer = this.store.add(new Debouncer(() => this.render()));

  constructor(
    private readonly sessions: Sessions,
    private readonly trialOf: TrialOf,
  ) {
    const { debouncer } = this;
    this.store.add(sessions.onDidEdit(() => debouncer.call()));
    this.store.add(sessions.onDidChangeResult(() => debouncer.callSoon()));
    this.store.add(sessions.onDidRemove(() => debouncer.call()));
    this.store.add(onSettingChange(['skipscope.findings.severity'], () => debouncer.call()));
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Shows what has come of a trial. */
  refresh(): void {
    this.debouncer.callSoon();
  }

  /** The problem of a finding with a fix in a document. */
  find({ document, code, layer }: FindingPlace): Problem | undefined {
    return this.shown.find(
      ({ uri, current }) =>
        uri.toString() === document &&
        current?.finding.code === code &&
        current.finding.layer === layer,
    );
  }

  /** The problems with a fix at the lines of a range. */
  fixable(uri: vscode.Uri, { start, end }: vscode.Range): readonly Problem[] {
    return this.shown.filter(({ uri: at, diagnostic: { range }, fix }) => {
      const isThere = start.line <= range.start.line && range.start.line <= end.line;
      return fix !== undefined && isThere && at.toString() === uri.toString();
    });
  }

  private render(): void {
    const levels = findingLevelsInForce();
    const byUri = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
    const problems = this.sessions
      .all()
      .flatMap((session) => problemsOf(session, levels, this.trialOf));
    // An empty list clears a document whose problems are gone.
    for (const { uri } of this.shown) byUri.set(uri.toString(), { uri, diagnostics: [] });
    for (const { uri, diagnostic } of problems) {
      const entry = byUri.get(uri.toString()) ?? { uri, diagnostics: [] };
      byUri.set(uri.toString(), entry);
      entry.diagnostics.push(diagnostic);
    }
    for (const { uri, diagnostics } of byUri.values()) this.collection.set(uri, diagnostics);
    this.shown = problems;
  }
}

function problemsOf(session: Session, levels: FindingLevels, trialOf: TrialOf): readonly Problem[] {
  const { failure } = session.state;
  const failed = failure && !isOfOverrides(failure) && failureProblem(session, failure);
  const found = currentFindings(session.state, levels).map((current) =>
    findingProblem(session, current, trialOf(current)),
  );
  return [failed, ...found, ...standInProblems(session)].filter(
    (problem) => problem !== undefined && problem !== false,
  );
}

/** A hint at the import of each module that did not run. */
function standInProblems(session: Session): Problem[] {
  const { report } = session.state;
  return (report?.value.model.standIns ?? []).flatMap((one) => {
    const place = report && locate(session, report.text, one.source);
    if (!place) return [];
    const { Hint } = vscode.DiagnosticSeverity;
    const diagnostic = new vscode.Diagnostic(wordAt(place.range.start), standInText(one), Hint);
    diagnostic.source = diagnosticSource;
    return [{ uri: place.uri, diagnostic, fix: undefined, request: report.text.request }];
  });
}

/** A mistake in the workspace's overrides is shown once, not for every model. */
function isOfOverrides({ value, text }: Outcome<FailureInfo>): boolean {
  const file = vscode.Uri.file(path.join(text.request.root, OVERRIDES_FILE));
  return (
    value.at?.file === OVERRIDES_FILE && vscode.workspace.getWorkspaceFolder(file) !== undefined
  );
}

function failureProblem(session: Session, { value, text }: Outcome<FailureInfo>): Problem {
  const at = value.at && locate(session, text, value.at);
  const place = at ?? new vscode.Location(vscode.Uri.parse(session.site.document), origin);
  const diagnostic = new vscode.Diagnostic(wordAt(place.range.start), explainFailure(value));
  diagnostic.source = diagnosticSource;
  diagnostic.code = value.code;
  diagnostic.relatedInformation = related(session, text, branchPlaces(value));
  const fix = at && fixForFailure(value);
  return { uri: place.uri, diagnostic, fix, request: text.request };
}

function findingProblem(
  session: Session,
  current: CurrentFinding,
  trial: string | undefined,
): Problem | undefined {
  const { finding, outcome, isStale } = current;
  const { value, text } = outcome;
  const layer = value.network.layers.find(({ id }) => id === finding.layer);
  const source = finding.source ?? layer?.source[0] ?? value.model.source;
  const place = locate(session, text, source);
  if (!place) return undefined;
  const stale = isStale ? ` ${l10n.t('(Measured before the last edit.)')}` : '';
  const suggestion = findingSuggestion(finding, value.runtime.framework);
  const diagnostic = new vscode.Diagnostic(
    wordAt(place.range.start),
    `${findingMessage(finding, value.network)} ${suggestion}${trial ? `\n${trial}` : ''}${stale}`,
    severities[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.code, target: explanationOf(finding.code) };
  diagnostic.relatedInformation = related(session, text, relatedPlaces(finding, value));
  const fix = fixForFinding(finding);
  return { uri: place.uri, diagnostic, fix, request: text.request, current };
}

const related = (
  session: Session,
  text: Outcome<unknown>['text'],
  places: readonly RelatedPlace[],
): vscode.DiagnosticRelatedInformation[] =>
  places.flatMap(({ at, message }) => {
    const place = locate(session, text, at);
    return place ? [new vscode.DiagnosticRelatedInformation(place, message)] : [];
  });

const origin = new vscode.Position(0, 0);

/** The editor widens an empty range to the word at its position. */
const wordAt = (at: vscode.Position): vscode.Range => new vscode.Range(at, at);

/** Opens the documentation of a finding. */
function explanationOf(code: string): vscode.Uri {
  return vscode.Uri.parse(
    `command:skipscope.explainFinding?${encodeURIComponent(JSON.stringify([code]))}`,
  );
}
