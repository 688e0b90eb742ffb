import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../shared/base/failures';
import { standardProbe } from '../../shared/protocol/engineContract';
import type { InspectRequest, ProbeOptions } from '../../shared/protocol/engineContract';
import type { PanelSite } from '../../shared/protocol/graphPanelContract';
import { sourceName } from '../detection/sourceName';
import { setting } from '../settings';
import type { Sessions } from './sessions';

/** Runs the engine on the text that the editor holds, saved or not, under the settings in force. */
export class Inspections {
  constructor(private readonly sessions: Sessions) {}

  /** Throws `untrusted-workspace` or `usage` where models of this document may not or cannot be built. */
  permit(site: PanelSite): void {
    if (!vscode.workspace.isTrusted) throw new Failure('untrusted-workspace', site.name);
    const { scheme } = vscode.Uri.parse(site.document);
    if (scheme !== 'file' && scheme !== 'untitled') {
      throw new Failure('usage', 'Models are built from files on disk; this one is on none.');
    }
  }

  /**
   * Ends when the run has ended; what came of it is in the session's state.
   * Throws as {@link permit} does, and `file-not-found`, where nothing could be run.
   */
  async run(site: PanelSite, probe: boolean): Promise<void> {
    this.permit(site);
    const document = await openDocument(vscode.Uri.parse(site.document));
    await this.sessions.open(site).run(requestFor(document, site.name, probe));
  }
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new Failure('file-not-found', uri.fsPath);
  }
}

function requestFor(document: vscode.TextDocument, site: string, probe: boolean): InspectRequest {
  const root = rootOf(document);
  return {
    root,
    file: fileOf(document, root),
    site,
    text: document.getText(),
    arguments: {},
    backend: setting('skipscope.backend'),
    probe: probe ? probeOptions() : null,
  };
}

function probeOptions(): ProbeOptions {
  return {
    steps: setting('skipscope.probe.steps'),
    seeds: setting('skipscope.probe.seeds'),
    batchSize: setting('skipscope.probe.batchSize'),
    seed: standardProbe.seed,
  };
}

/** The folder that reports name files relative to. */
function rootOf(document: vscode.TextDocument): string {
  const folder =
    vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder && (document.isUntitled || isWithin(folder.uri.fsPath, document.uri.fsPath))) {
    return folder.uri.fsPath;
  }
  return document.isUntitled ? process.cwd() : path.dirname(document.uri.fsPath);
}

const isWithin = (folder: string, file: string): boolean =>
  !path.relative(folder, file).startsWith('..');

/** An unsaved document counts as a file of the root. */
function fileOf({ uri, isUntitled, languageId }: vscode.TextDocument, root: string): string {
  const file = sourceName(uri.fsPath, languageId);
  return isUntitled ? path.join(root, path.basename(file)) : file;
}
