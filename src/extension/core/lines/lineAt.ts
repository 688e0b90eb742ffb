import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { LinePlace } from '../manifest/contributions';
import type { ProbedLine, ProbedLines } from './probedLines';

/** The given line, or the cursor's. */
export function placeOf(given: LinePlace | undefined): LinePlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (given || !editor) return given;
  return { document: editor.document.uri.toString(), line: editor.selection.active.line };
}

/** The summary of a line. Throws a {@link Failure} of code `usage` if it makes no layers. */
export function lineAt(lines: ProbedLines, place: LinePlace | undefined): ProbedLine {
  const document = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.toString() === place?.document,
  );
  const line = document && place ? lines.of(document).get(place.line) : undefined;
  if (!line) throw new Failure('usage', message('editor.no-layer-on-line'));
  return line;
}
