import type { Inspector } from '../../src/extension/core/sessions/session';
import { Failure } from '../../src/shared/base/failures';
import type { InspectRequest, Progress } from '../../src/shared/protocol/engineContract';
import type { Report } from '../../src/shared/report/report';

interface Pending {
  readonly request: InspectRequest;
  progress(progress: Progress): void;
  draft(report: Report): void;
  answer(report: Report): void;
  fail(failure: Failure): void;
}

/** An engine whose answers the test gives by hand; cancelling rejects at once, as the real one does. */
export class FakeInspector implements Inspector {
  readonly asked: Pending[] = [];

  inspect: Inspector['inspect'] = (request, listen, signal) =>
    new Promise((answer, fail) => {
      this.asked.push({ request, ...listen, answer, fail });
      signal.addEventListener('abort', () => fail(new Failure('cancelled', 'inspect')));
    });
}

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
