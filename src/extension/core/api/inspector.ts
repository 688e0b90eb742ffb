import type { Uri } from 'vscode';
import { toFailureInfo, type FailureInfo } from '../../../shared/base/failures';
import { explainFailure } from '../../../shared/words/failures';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { Report } from '../../../shared/report/report';
import type { InspectError, InspectOptions, SkipScopeApi } from './api';

/** The part of the inspections that makes requests. */
export interface Requests {
  request(site: ModelKey, probe: boolean): Promise<InspectRequest>;
}

/** Inspects for other extensions, beside the sessions: nothing that the user sees changes. */
export function apiFor(requests: Requests, engine: JobRunner): SkipScopeApi {
  const inspect = async (uri: Uri, name: string, options: InspectOptions = {}): Promise<Report> => {
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    const cancelled = options.token?.onCancellationRequested(cancel);
    if (options.token?.isCancellationRequested) cancel();
    try {
      const request = await requests.request(
        { document: uri.toString(), name },
        options.probe ?? true,
      );
      const job = { kind: 'inspect', ...withOptions(request, options) } as const;
      return await engine.run(job, {}, controller.signal);
    } catch (error) {
      throw inspectError(toFailureInfo(error));
    } finally {
      cancelled?.dispose();
    }
  };
  return { version: 2, inspect };
}

const withOptions = (request: InspectRequest, options: InspectOptions): InspectRequest => ({
  ...request,
  ...(options.arguments && { arguments: options.arguments }),
  ...(options.inputShape && { inputShape: options.inputShape }),
});

/** Other extensions do not know our class of failures: they get the sentence with the code. */
function inspectError(failure: FailureInfo): InspectError {
  const { code, at } = failure;
  return Object.assign(new Error(explainFailure(failure)), { code, ...(at && { at }) });
}
