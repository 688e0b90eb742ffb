import { Failure } from '../../src/shared/base/failures';
import type { InspectRequest } from '../../src/shared/protocol/inspectRequest';
import type { JobListener } from '../../src/shared/protocol/job';
import type { Job, JobRunner } from '../../src/shared/protocol/jobs';
import type { Report } from '../../src/shared/report/report';

/** A job that waits for the test to answer it. */
interface Pending extends Required<Pick<JobListener<Report>, 'progress' | 'partial'>> {
  readonly job: Job;
  answer(report: Report): void;
  fail(failure: Failure): void;
}

/** An engine whose answers the test gives by hand; cancelling rejects at once, as the real one does. */
export class FakeInspector implements JobRunner {
  readonly asked: Pending[] = [];

  readonly run = ((job: Job, listener: JobListener<Report>, signal: AbortSignal) =>
    new Promise<Report>((answer, fail) => {
      const { progress = ignore, partial = ignore } = listener;
      this.asked.push({ job, progress, partial, answer, fail });
      signal.addEventListener('abort', () => fail(new Failure('cancelled', job.kind)));
    })) as JobRunner['run'];
}

const ignore = (): void => undefined;

export const request = (change: Partial<InspectRequest> = {}): InspectRequest => ({
  root: '/w',
  file: '/w/model.ts',
  site: 'model',
  text: '',
  arguments: {},
  backend: 'auto',
  probe: null,
  ...change,
});
