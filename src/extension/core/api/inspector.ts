import type { Uri } from 'vscode';
import { toFailureInfo } from '../../../shared/base/failures';
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

/** Serves other extensions beside the sessions: nothing that the user sees changes. */
export function apiFor(requests: Requests, engine: JobRunner): SkipScopeApi {
  const request = async (uri: Uri, name: string, options: InspectOptions = {}) => {
    const key = { document: uri.toString(), name };
    return withOptions(await requests.request(key, options.probe ?? true), options);
  };
  const run: JobRunner['run'] = (job, listener, signal) =>
    engine.run(job, listener, signal).catch(rejectForOthers);
  const inspect = async (uri: Uri, name: string, options: InspectOptions = {}): Promise<Report> => {
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    const cancelled = options.token?.onCancellationRequested(cancel);
    if (options.token?.isCancellationRequested) cancel();
    try {
      const asked = await request(uri, name, options).catch(rejectForOthers);
      return await run({ kind: 'inspect', ...asked }, {}, controller.signal);
    } finally {
      cancelled?.dispose();
    }
  };
  return {
    version: 2,
    inspect,
    request: (...asked) => request(...asked).catch(rejectForOthers),
    run,
  };
}

const withOptions = (request: InspectRequest, options: InspectOptions): InspectRequest => ({
  ...request,
  ...(options.arguments && { arguments: options.arguments }),
  ...(options.inputShape && { inputShape: options.inputShape }),
});

/** Other extensions do not know our class of failures: they get the sentence with the code. */
function rejectForOthers(error: unknown): never {
  const failure = toFailureInfo(error);
  const { code, at } = failure;
  const thrown: InspectError = Object.assign(new Error(explainFailure(failure)), {
    code,
    ...(at && { at }),
  });
  throw thrown;
}
