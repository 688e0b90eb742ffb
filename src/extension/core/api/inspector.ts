import type { Uri } from 'vscode';
import { toFailureInfo } from '../../../shared/base/failures';
import { explainFailure } from '../../../shared/words/failures';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { Report } from '../../../shared/report/report';
import type { Experiments } from '../experiments/experiments';
import type { InspectError, InspectOptions, SkipScopeApi } from './api';

/** The part of the inspections that makes requests. */
export interface Requests {
  request(site: ModelKey, probe: boolean): Promise<InspectRequest>;
}

/** Serves other extensions beside the sessions: nothing that the user sees changes. */
export function apiFor(
  requests: Requests,
  engine: JobRunner,
  experiments: { get(): Pick<Experiments, 'compute'> },
): SkipScopeApi {
  const request = async (uri: Uri, name: string, options: InspectOptions = {}) => {
    const key = { document: uri.toString(), name };
    return withOptions(await requests.request(key, options.probe ?? true), options);
  };
  const run: JobRunner['run'] = (job, listener, signal) =>
    engine.run(job, listener, signal).catch(rejectForOthers);
  const inspect = (uri: Uri, name: string, options: InspectOptions = {}): Promise<Report> =>
    withSignal(options.token, async (signal) => {
      const asked = await request(uri, name, options).catch(rejectForOthers);
      return run({ kind: 'inspect', ...asked }, {}, signal);
    });
  const experiment: SkipScopeApi['experiment'] = (uri, name, options) =>
    withSignal(options.token, async (signal) => {
      const { experiment: kind, steps, seeds, arguments: given, inputShape } = options;
      const asked = {
        site: { document: uri.toString(), name },
        ...(given && { arguments: given }),
        ...(inputShape && { inputShape }),
      };
      const settings = { name: kind, seed: 1, steps, seeds };
      return experiments.get().compute(asked, settings, signal).catch(rejectForOthers);
    });
  return {
    version: 2,
    inspect,
    experiment,
    request: (...asked) => request(...asked).catch(rejectForOthers),
    run,
  };
}

/** Does something that a token cancels. */
async function withSignal<T>(
  token: InspectOptions['token'],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const cancelled = token?.onCancellationRequested(cancel);
  if (token?.isCancellationRequested) cancel();
  try {
    return await work(controller.signal);
  } finally {
    cancelled?.dispose();
  }
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
