import * as vscode from 'vscode';
import type { SourcePosition } from '../../../shared/base/source';
import type { LayerId } from '../../../shared/network/network';
import type { Report } from '../../../shared/report/report';

/** Finds the present place of a position of a report; `undefined` if its line is gone. */
export type Locate = (at: SourcePosition) => vscode.Location | undefined;

/** The places that made a layer: the innermost first, then the calls that led to it. */
export function placesOf(report: Report, layer: LayerId, locate: Locate): vscode.Location[] {
  const source = report.network.layers.find(({ id }) => id === layer)?.source ?? [];
  return source.flatMap((at) => locate(at) ?? []);
}

/**
 * The layers that a line of a document makes: by the innermost place, else by the calls that led to it, so
 * that the cursor on a call of a helper finds the layers of the helper. `line` is 0-based.
 */
export function layersOn(
  report: Report,
  { document, line }: { readonly document: vscode.Uri; readonly line: number },
  locate: Locate,
): readonly LayerId[] {
  const wanted = document.toString();
  const known = new Map<string, boolean>();
  const isHere = (at: SourcePosition): boolean => {
    const key = `${at.line} ${at.file}`;
    const found = known.get(key) ?? isAt(locate({ ...at, column: 1 }), wanted, line);
    known.set(key, found);
    return found;
  };
  const { layers } = report.network;
  const made = layers.filter(({ source: [innermost] }) => innermost && isHere(innermost));
  const shown = made.length > 0 ? made : layers.filter(({ source }) => source.some(isHere));
  return shown.map(({ id }) => id);
}

const isAt = (place: vscode.Location | undefined, document: string, line: number): boolean =>
  place !== undefined && place.range.start.line === line && place.uri.toString() === document;
