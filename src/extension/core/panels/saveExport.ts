import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ExportRequest } from '../../../shared/protocol/graphPanelContract';
import { fileNameOf } from '../../../shared/report/fileName';
import { htmlReport } from '../../../export/htmlReport';
import type { Report } from '../../../shared/report/report';
import { pageFiles } from './pageFiles';
import { pageWords } from './pageWords';

const kinds: Readonly<Record<ExportRequest['format'], () => string>> = {
  svg: () => l10n.t('SVG picture'),
  png: () => l10n.t('PNG picture'),
  json: () => l10n.t('Report as JSON'),
  html: () => l10n.t('Report as one HTML file'),
  csv: () => l10n.t('Table as CSV'),
  md: () => l10n.t('Table as Markdown'),
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The reports that a panel shows, and the folder with its page. */
export interface Exported {
  readonly report: Report;
  readonly before?: Report | undefined;
  readonly extension: vscode.Uri;
}

/** Asks the user for a file and writes it. */
export async function saveExport(request: ExportRequest, exported: Exported): Promise<void> {
  const { format } = request;
  const target = await vscode.window.showSaveDialog({
    defaultUri: suggested(exported.report, format),
    filters: { [kinds[format]()]: [format] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, await bytesOf(request, exported));
}

/** A file in the workspace, named after the model. */
function suggested(report: Report, format: ExportRequest['format']): vscode.Uri {
  const name = fileNameOf(report, format);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(path.resolve(name));
}

async function bytesOf(
  { format, content }: ExportRequest,
  { report, before, extension }: Exported,
): Promise<Uint8Array> {
  if (format === 'png') return Buffer.from(content, 'base64');
  if (format === 'svg' || format === 'csv' || format === 'md') return Buffer.from(content);
  if (format === 'json') return Buffer.from(`${JSON.stringify(report, null, 2)}\n`);
  const page = { ...(await pageFiles(extension, 'webview')), words: pageWords(), sha256 };
  return Buffer.from(htmlReport(report, page, before));
}
