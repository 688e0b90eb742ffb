import * as vscode from 'vscode';
import type { Fix } from '../../../shared/model/fix';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import { fixForFailure, fixForFinding } from '../../../shared/report/fixes';
import type { FailureInfo } from '../../../shared/base/failures';
import { sourceName } from '../detection/sourceName';
import { locate } from '../sessions/reportFiles';
import type { Outcome, Session } from '../sessions/session';
import { currentFindings } from '../standing/currentFindings';
import { findingLevelsInForce } from '../standing/findingSetting';
import { fixTitle, type SureFixes } from './sureFixes';
import { workspaceEdit } from './workspaceEdit';

/** An edit that solves what the verdict on a model speaks of. */
export interface StandingFix {
  /** A few words for a button. */
  readonly title: string;
  /** Resolves to `false` if the text has changed since, which leaves it as it is. */
  apply(): Promise<boolean>;
}

/** The fix of a model's failure, else of its worst finding, if an edit is certain to be right. */
export async function standingFix(
  session: Session,
  fixes: SureFixes,
): Promise<StandingFix | undefined> {
  const wanted = wantedFix(session);
  if (!wanted) return undefined;
  const { fix, place, request } = wanted;
  const document = await vscode.workspace.openTextDocument(place.uri);
  const { version } = document;
  const { line, character } = place.range.start;
  const found = await fixes.find(
    {
      file: sourceName(document.uri.fsPath, document.languageId),
      text: document.getText(),
      at: { line: line + 1, column: character + 1 },
      fix,
    },
    request,
  );
  if (!found) return undefined;
  const { edit } = found;
  return {
    title: fixTitle(found),
    apply: async () => {
      if (document.version !== version) return false;
      return vscode.workspace.applyEdit(workspaceEdit(document, edit));
    },
  };
}

interface WantedFix {
  readonly fix: Fix;
  readonly place: vscode.Location;
  /** The run that the problem comes from. */
  readonly request: InspectRequest;
}

function wantedFix(session: Session): WantedFix | undefined {
  const { failure } = session.state;
  return failure ? ofFailure(session, failure) : ofFinding(session);
}

function ofFailure(session: Session, { value, text }: Outcome<FailureInfo>): WantedFix | undefined {
  const place = value.at && locate(session, text, value.at);
  const fix = fixForFailure(value);
  return place && fix && { fix, place, request: text.request };
}

function ofFinding(session: Session): WantedFix | undefined {
  const worst = currentFindings(session.state, findingLevelsInForce()).find(
    ({ finding }) => finding.severity !== 'info',
  );
  if (!worst) return undefined;
  const { finding, outcome } = worst;
  const layer = outcome.value.network.layers.find(({ id }) => id === finding.layer);
  const source = finding.source ?? layer?.source[0];
  const place = source && locate(session, outcome.text, source);
  const fix = fixForFinding(finding);
  return place && fix && { fix, place, request: outcome.text.request };
}
