import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import { Failure, toFailureInfo } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { explainFailure } from '../../../shared/words/failures';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { toolNames } from '../../core/manifest/contributions';
import type { SkipScopeApi } from '../../core/api/api';
import type { Services } from '../../core/services';
import type { ExperimentName } from '../../../shared/experiment/experiment';
import { isExperimentName } from '../../../shared/protocol/experimentPanelContract';
import { findingText, unknownExperimentText } from '../../../shared/words/assistant/findingAnswer';
import { reportText } from '../../../shared/words/assistant/inspectAnswer';
import { modelsText } from '../../../shared/words/assistant/modelsAnswer';

interface ModelInput {
  readonly file: string;
  readonly model?: string;
  readonly probe?: boolean;
}

interface ExperimentInput {
  readonly file: string;
  readonly model?: string;
  readonly experiment: string;
  readonly steps?: number;
  readonly seeds?: number;
}

/** Lets the editor's assistant, if there is one, list models, inspect a model and explain a finding. */
export function registerAssistantTools({
  workspace: sites,
  api,
  experiments,
}: Pick<Services, 'workspace' | 'api' | 'experiments'>): Disposable {
  const store = new DisposableStore();
  // Forks of the editor may lack it, whatever the types say.
  const lm = vscode.lm as typeof vscode.lm | undefined;
  if (typeof lm?.registerTool !== 'function') return store;
  store.add(
    lm.registerTool<object>(toolNames.list, {
      invoke: (_, token) =>
        answer(async () => {
          await sites.refresh(signalOf(token));
          const { failure } = sites.listing;
          if (failure) return explainFailure(failure);
          return modelsText(sites.files, (file) => vscode.workspace.asRelativePath(file));
        }),
    }),
  );
  store.add(
    lm.registerTool<ModelInput>(toolNames.inspect, {
      prepareInvocation: ({ input }) => confirmation(input),
      invoke: ({ input }, token) =>
        answer(async () => {
          const { probe = true, model = '' } = input;
          if (!vscode.workspace.isTrusted) throw new Failure('untrusted-workspace', model);
          return reportText(await api.inspect(fileOf(input.file), model, { probe, token }));
        }),
    }),
  );
  store.add(
    lm.registerTool<ExperimentInput>(toolNames.experiment, {
      prepareInvocation: ({ input }) => experimentConfirmation(input),
      invoke: ({ input }, token) =>
        answer(async () => {
          if (!isExperimentName(input.experiment)) return unknownExperimentText(input.experiment);
          return experiments.get().textOf(await experimentFor(input, token, api));
        }),
    }),
  );
  store.add(
    lm.registerTool<{ readonly code: string }>(toolNames.explain, {
      invoke: ({ input }) => answer(() => Promise.resolve(findingText(input.code))),
    }),
  );
  return store;
}

/** Runs the experiment that the assistant asks for. Rejects with a `Failure`, or with the API's error. */
function experimentFor(
  { file, experiment, model = '', steps, seeds }: ExperimentInput,
  token: vscode.CancellationToken,
  api: SkipScopeApi,
): ReturnType<SkipScopeApi['experiment']> {
  if (!vscode.workspace.isTrusted) throw new Failure('untrusted-workspace', model);
  return api.experiment(fileOf(file), model, {
    experiment: experiment as ExperimentName,
    token,
    ...(steps !== undefined && { steps }),
    ...(seeds !== undefined && { seeds }),
  });
}

/** Asks the user, because the tool runs code of the workspace. */
function confirmation({ file, model, probe = true }: ModelInput): vscode.PreparedToolInvocation {
  const what = model ? l10n.t('{0} in {1}', model, file) : file;
  return {
    invocationMessage: probe ? l10n.t('Probing {0}', what) : l10n.t('Building {0}', what),
    confirmationMessages: {
      title: l10n.t('Run model code?'),
      message: probe
        ? l10n.t(
            'SkipScope builds {0} and trains it for a few steps. This runs that code in a process of its own.',
            what,
          )
        : l10n.t('SkipScope builds {0}. This runs that code in a process of its own.', what),
    },
  };
}

/** Asks the user, because the tool runs code of the workspace for minutes. */
function experimentConfirmation({
  file,
  model,
  experiment,
}: ExperimentInput): vscode.PreparedToolInvocation {
  const what = model ? l10n.t('{0} in {1}', model, file) : file;
  return {
    invocationMessage: l10n.t('Running the experiment {0} on {1}', experiment, what),
    confirmationMessages: {
      title: l10n.t('Run model code?'),
      message: l10n.t(
        'SkipScope builds {0} and trains it several times, which may take minutes. This runs that code in processes of its own.',
        what,
      ),
    },
  };
}

/** Answers with the text, or with the sentence of the failure, which tells the assistant the next step. */
async function answer(write: () => Promise<string>): Promise<vscode.LanguageModelToolResult> {
  const text = await write().catch((error: unknown) =>
    error instanceof Error && !(error instanceof Failure)
      ? error.message
      : explainFailure(toFailureInfo(error)),
  );
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

/** A file of the workspace; throws a `usage` failure for any other. */
function fileOf(named: string): vscode.Uri {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const full = path.resolve(uri.fsPath, named);
    const relative = path.relative(uri.fsPath, full);
    if (relative.startsWith('..') || path.isAbsolute(relative)) continue;
    return vscode.Uri.joinPath(uri, relative);
  }
  throw new Failure('usage', message('editor.not-in-workspace', { file: named }));
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
