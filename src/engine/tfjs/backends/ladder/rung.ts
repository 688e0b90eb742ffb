import { Failure } from '../../../../shared/base/failures';
import type { Message } from '../../../../shared/base/message';
import type { BackendName } from '../../../../shared/report/report';

/** One rung of the ladder of backends. */
export interface Rung {
  readonly name: BackendName;
  /**
   * Makes this backend the current one, with right kernels.
   * @param places folders whose `node_modules` may hold optional packages, best first
   * @returns the device in words
   * @throws Failure `backend-unavailable` with the reason as its detail, leaving nothing half registered
   */
  open(places: readonly string[]): Promise<string>;
}

/** The failure of a backend that cannot run here, for this reason. */
export const unavailable = (reason: Message): Failure => new Failure('backend-unavailable', reason);
