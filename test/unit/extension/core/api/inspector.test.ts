import { describe, expect, it } from 'vitest';
import { apiFor } from '../../../../../src/extension/core/api/inspector';
import { Failure } from '../../../../../src/shared/base/failures';
import { layerId } from '../../../../../src/shared/network/network';
import type { Job, JobRunner } from '../../../../../src/shared/protocol/jobs';
import { smallReport } from '../../../cli/output/smallReport';

type Uri = Parameters<ReturnType<typeof apiFor>['inspect']>[0];
type Token = NonNullable<NonNullable<Parameters<ReturnType<typeof apiFor>['inspect']>[2]>['token']>;

const uri = { toString: () => 'file:///w/net.ts' } as unknown as Uri;
const report = smallReport();

/** An engine that keeps what it is asked and answers at once, or as told. */
function api(
  answer: (signal: AbortSignal) => Promise<typeof report> = () => Promise.resolve(report),
) {
  const asked: Job[] = [];
  const requests = {
    request: ({ document, name }: { document: string; name: string }, probe: boolean) =>
      Promise.resolve({
        ...{ root: '/w', file: document, site: name, arguments: {}, backend: 'wasm' as const },
        probe: probe ? { steps: 3, seeds: 3, batchSize: 16, seed: 1 } : null,
      }),
  };
  const run = (job: Job, _: unknown, signal: AbortSignal) => {
    asked.push(job);
    return answer(signal);
  };
  const engine: JobRunner = { run: run as JobRunner['run'] };
  const compute = (of: unknown, settings: unknown) => {
    asked.push({ of, settings } as never);
    return Promise.resolve({ experiment: 'paths' } as never);
  };
  const experiments = { get: () => ({ compute }) };
  return { asked, ...apiFor(requests, engine, experiments) };
}

describe('what other extensions get', () => {
  it('is the report of a definition, probed unless told otherwise', async () => {
    const { asked, inspect, version } = api();
    expect(version).toBe(2);
    await expect(inspect(uri, 'net')).resolves.toBe(report);
    await inspect(uri, 'net', { probe: false, arguments: { depth: 4 }, inputShape: [8, 8, 1] });
    expect(asked).toMatchObject([
      {
        kind: 'inspect',
        file: 'file:///w/net.ts',
        site: 'net',
        arguments: {},
        probe: { steps: 3 },
      },
      { kind: 'inspect', arguments: { depth: 4 }, inputShape: [8, 8, 1], probe: null },
    ]);
  });

  it('is an error with a sentence, a code and a line where there is no report', async () => {
    const at = { file: 'net.ts', line: 2, column: 1 };
    const { inspect } = api(() => Promise.reject(new Failure('no-model', 'net', at)));
    await expect(inspect(uri, 'net')).rejects.toMatchObject({
      message: 'net built no TensorFlow.js model.',
      ...{ code: 'no-model', at },
    });
  });

  it('is a job of any kind, made of a request, with the same errors', async () => {
    const { asked, request, run } = api();
    const { probe, ...asking } = await request(uri, 'net');
    const cut = { to: layerId('add'), slot: 0 };
    const job = { kind: 'cut', ...asking, probe: probe!, cut } as const;
    await expect(run(job, {}, new AbortController().signal)).resolves.toBe(report);
    expect(asked).toEqual([job]);
    const { run: fails } = api(() => Promise.reject(new Failure('no-model', 'net')));
    await expect(fails(job, {}, new AbortController().signal)).rejects.toMatchObject({
      message: 'net built no TensorFlow.js model.',
      code: 'no-model',
    });
  });

  it('ends the run when it is cancelled', async () => {
    const { inspect } = api((signal) =>
      Promise.reject(new Failure(signal.aborted ? 'cancelled' : 'unexpected', '')),
    );
    const token = {
      isCancellationRequested: true,
      onCancellationRequested: () => ({ dispose: () => undefined }),
    } as unknown as Token;
    await expect(inspect(uri, 'net', { token })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is the result of an experiment, with settings in place of its own', async () => {
    const { asked, experiment } = api();
    const result = await experiment(uri, 'net', { experiment: 'paths', seeds: 5, inputShape: [8] });
    expect(result).toEqual({ experiment: 'paths' });
    expect(asked).toEqual([
      {
        of: { site: { document: 'file:///w/net.ts', name: 'net' }, inputShape: [8] },
        settings: { name: 'paths', seed: 1, steps: undefined, seeds: 5 },
      },
    ]);
  });
});
