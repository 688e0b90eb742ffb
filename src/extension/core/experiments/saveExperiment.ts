import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { experimentCsv } from '../../../export/experimentCsv';
import { experimentPage } from '../../../export/htmlReport';
import type {
  ExperimentFormat,
  SaveExperiment,
  ShownExperiment,
} from '../../../shared/protocol/experimentPanelContract';
import { pageFiles } from '../panels/pageFiles';
import { pageWords } from '../panels/pageWords';

const kinds: Readonly<Record<ExperimentFormat, () => string>> = {
  svg: () => l10n.t('SVG picture'),
  png: () => l10n.t('PNG picture'),
  csv: () => l10n.t('Measurements as CSV'),
  json: () => l10n.t('Result as JSON'),
  html: () => l10n.t('Result as one HTML file'),
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** A file in the workspace, named after the model and the experiment. */
function suggested({ result }: ShownExperiment, format: string): vscode.Uri {
  const model = result.model.name.replace(/[^\w.-]+/g, '_').slice(0, 80) || 'network';
  const name = `${model}-${result.experiment}.${format}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(path.resolve(name));
}

async function bytesOf(
  { format, content }: SaveExperiment,
  shown: ShownExperiment,
  extension: vscode.Uri,
): Promise<Uint8Array> {
  if (format === 'png') return Buffer.from(content, 'base64');
  if (format === 'svg') return Buffer.from(content);
  if (format === 'csv') return Buffer.from(experimentCsv(shown.result));
  if (format === 'json') return Buffer.from(`${JSON.stringify(shown.result, null, 2)}\n`);
  const files = await pageFiles(extension, 'experiments');
  return Buffer.from(experimentPage(shown, { ...files, words: pageWords(), sha256 }));
}

/** Asks the user for a file and writes it. */
export async function saveExperiment(
  request: SaveExperiment,
  shown: ShownExperiment,
  extension: vscode.Uri,
): Promise<void> {
  const { format } = request;
  const target = await vscode.window.showSaveDialog({
    defaultUri: suggested(shown, format),
    filters: { [kinds[format]()]: [format] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, await bytesOf(request, shown, extension));
}
