import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Layer, LayerId } from '../../../shared/network/network';
import {
  layerUpdateRatio,
  probeByLayer,
  weightGradientRms,
} from '../../../shared/report/selectors';
import { formatGradient, formatShapes, notMeasured } from '../../../shared/words/format';
import type { LayerProbe } from '../../../shared/report/probe';
import type { LinePlace } from '../../core/manifest/contributions';
import { runCommand } from '../../core/commands/registerCommands';
import { lineAt, placeOf } from '../../core/lines/lineAt';
import type { ProbedLines } from '../../core/lines/probedLines';

/** Lists the layers that a line makes with their numbers, and shows the chosen one in the graph. */
export async function listLayers(lines: ProbedLines, place: LinePlace | undefined): Promise<void> {
  const { summary, seen, session } = lineAt(lines, placeOf(place));
  const probes = probeByLayer(seen.value);
  const choice = await vscode.window.showQuickPick(
    summary.layers.map((layer) => entry(layer, probes.get(layer.id))),
    { placeHolder: l10n.t('Choose a layer to show in the graph'), matchOnDescription: true },
  );
  if (choice) await runCommand('skipscope.showNetwork', session.site, choice.layer);
}

interface LayerItem extends vscode.QuickPickItem {
  readonly layer: LayerId;
}

function entry({ id, name, kind, outputShape }: Layer, probe: LayerProbe | undefined): LayerItem {
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

/** Copies the layers of a line, their numbers and their findings from the report to the clipboard. */
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
