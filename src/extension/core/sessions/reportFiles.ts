import path from 'node:path';
import * as vscode from 'vscode';
import type { SourcePosition } from '../../../shared/base/source';
import type { Session } from './session';
import type { InspectedText } from './inspectedText';

/** The document of a position of a report: the session's own, saved or not, or another file. */
function reportUri(session: Session, text: InspectedText, file: string): vscode.Uri {
  const { root, file: inspected } = text.request;
  const absolute = path.resolve(root, file);
  return absolute === path.resolve(inspected)
    ? vscode.Uri.parse(session.site.document)
    : vscode.Uri.file(absolute);
}

/** The present place of a position of a report; `undefined` if its line was removed. */
export function locate(
  session: Session,
  text: InspectedText,
  at: SourcePosition,
): vscode.Location | undefined {
  const uri = reportUri(session, text, at.file);
  // Only the inspected document's edits are followed.
  const own = uri.toString() === session.site.document;
  const line = own ? text.currentLine(at.line) : at.line;
  if (line === undefined) return undefined;
  return new vscode.Location(uri, new vscode.Position(line - 1, Math.max(0, at.column - 1)));
}
