import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { oneBatchSeconds, standardProbe } from '../../../shared/protocol/inspectRequest';
import type { InspectRequest, ProbeOptions } from '../../../shared/protocol/inspectRequest';
import { standardProfile, type ProfileRequest } from '../../../shared/protocol/profileRequest';
import type { ModelKey } from '../../../shared/model/modelKey';
import { setting } from '../manifest/settings';
import { requestPlace } from './requestPlace';
import { isSavedModel } from './savedModel';
import type { Sessions } from './sessions';

/** Without a probe, with one, or with one and a training on one batch. */
export type Probing = boolean | 'oneBatch';

/** Runs the engine on the text that the editor holds, saved or not, under the settings in force. */
export class Inspections {
  constructor(private readonly sessions: Sessions) {}

  /** Throws a {@link Failure} of code `untrusted-workspace` or `usage` if models of this document may not or cannot be built. */
  permit(site: ModelKey): void {
    if (!vscode.workspace.isTrusted) throw new Failure('untrusted-workspace', site.name);
    const { scheme } = vscode.Uri.parse(site.document);
    if (scheme !== 'file' && scheme !== 'untitled') {
      throw new Failure('usage', message('editor.not-on-disk'));
    }
  }

  /**
   * Ends with the run, whose outcome is in the session's state. Throws as {@link permit} does, and a
   * {@link Failure} of code `file-not-found`, if nothing could be run.
   */
  async run(site: ModelKey, probe: Probing): Promise<void> {
    if (isSavedModel(site)) return this.sessions.open(site).run(savedRequest(site, probe));
    const request = await this.request(site, probe);
    await this.sessions.open(site).run(request);
  }

  /** The request of a profile, whose batch is that of a probe. Throws as {@link run} does. */
  async profileRequest(site: ModelKey): Promise<ProfileRequest> {
    const request = await this.request(site, true);
    const batchSize = setting('skipscope.probe.batchSize');
    return { ...request, profile: { ...standardProfile, batchSize } };
  }

  /** The request of a run under the settings in force. Throws as {@link run} does. */
  async request(site: ModelKey, probe: Probing): Promise<InspectRequest> {
    this.permit(site);
    if (isSavedModel(site)) return savedRequest(site, probe);
    const document = await openDocument(vscode.Uri.parse(site.document));
    return {
      ...requestPlace(document),
      site: site.name,
      text: document.getText(),
      ...options(probe),
    };
  }
}

/** The request for a saved model, which the engine reads itself; its failure becomes the session's state. */
function savedRequest(site: ModelKey, probe: Probing): InspectRequest {
  const uri = vscode.Uri.parse(site.document);
  const place = requestPlace({ uri, isUntitled: false, languageId: '' });
  return { ...place, site: '', ...options(probe) };
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new Failure('file-not-found', uri.fsPath);
  }
}

/** The part of a request that the settings decide on. The engine adds the workspace's overrides. */
function options(
  probe: Probing,
): Pick<InspectRequest, 'arguments' | 'backend' | 'allowNetwork' | 'thresholds' | 'probe'> {
  return {
    arguments: {},
    backend: setting('skipscope.backend'),
    allowNetwork: setting('skipscope.engine.allowNetwork'),
    thresholds: setting('skipscope.thresholds'),
    probe: probe ? probeOptions(probe) : null,
  };
}

function probeOptions(probe: Probing): ProbeOptions {
  return {
    steps: setting('skipscope.probe.steps'),
    seeds: setting('skipscope.probe.seeds'),
    batchSize: setting('skipscope.probe.batchSize'),
    seed: standardProbe.seed,
    ...(probe === 'oneBatch' && { oneBatchSeconds }),
  };
}
