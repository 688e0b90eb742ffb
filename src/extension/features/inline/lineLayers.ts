import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import type { Layer, LayerId } from '../../../shared/network/network';
import {
  layerUpdateRatio,
  probeByLayer,
  weightGradientRms,
} from '../../../shared/report/selectors';
import { formatGradient, formatShapes, notMeasured } from '../../../shared/words/format';
import type { LayerProbe } from '../../../shared/report/probe';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { LinePlace } from '../../core/manifest/contributions';
import type { ProbedLine, ProbedLines } from '../../core/lines/probedLines';

/** The given line, or the cursor's. */
export function placeOf(given: LinePlace | undefined): LinePlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (given || !editor) return given;
  return { document: editor.document.uri.toString(), line: editor.selection.active.line };
}

/** What is known of a line. Throws `usage` where it makes no layers. */
export function lineAt(lines: ProbedLines, place: LinePlace | undefined): ProbedLine {
  const document = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.toString() === place?.document,
  );
  const line = document && place ? lines.of(document).get(place.line) : undefined;
  if (!line)
    throw new Failure('usage', l10n.t('This line makes no layer of a model that was built.'));
  return line;
}

/** Lists the layers that a line makes with their numbers; the chosen one is shown in the graph. */
export async function listLayers(
  lines: ProbedLines,
  place: LinePlace | undefined,
  show: (site: ModelKey, layer: LayerId) => Promise<void>,
): Promise<void> {
  const { summary, seen, session } = lineAt(lines, placeOf(place));
  const probes = probeByLayer(seen.value);
  const choice = await vscode.window.showQuickPick(
    summary.layers.map((layer) => entry(layer, probes.get(layer.id))),
    { placeHolder: l10n.t('Which layer is to be shown in the graph?'), matchOnDescription: true },
  );
  if (choice) await show(session.site, choice.layer);
}

interface Entry extends vscode.QuickPickItem {
  readonly layer: LayerId;
}

function entry({ id, name, kind, outputShape }: Layer, probe: LayerProbe | undefined): Entry {
  const shown = (value: number | undefined): string =>
    value === undefined ? notMeasured() : formatGradient(value);
  const numbers =
    probe && probe.weights.length > 0
      ? ` · ∂W ${shown(weightGradientRms(probe))} · Δw/w ${shown(layerUpdateRatio(probe))}`
      : '';
  return {
    label: name,
    description: `${kind} · ${formatShapes(outputShape)}${numbers}`,
    layer: id,
  };
}

/** Puts the layers of a line, their numbers and their findings on the clipboard, as they are in the report. */
export async function copyLine(lines: ProbedLines, place: LinePlace | undefined): Promise<void> {
  const { summary, seen } = lineAt(lines, placeOf(place));
  const { model, probe } = seen.value;
  const ids = new Set(summary.layers.map(({ id }) => id));
  const json = {
    model,
    source: { file: summary.file, line: summary.line },
    layers: summary.layers,
    probe: probe?.layers.filter(({ layer }) => ids.has(layer)) ?? [],
    findings: summary.findings,
  };
  await vscode.env.clipboard.writeText(JSON.stringify(json, null, 2));
  vscode.window.setStatusBarMessage(l10n.t('SkipScope: copied as JSON'), 3000);
}
