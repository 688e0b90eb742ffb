import type { SourceCall } from '../../../tfjs/layersModel/callGroups';

interface LiveCall extends SourceCall {
  readonly caller: LiveCall | undefined;
}

// Deeper calls belong to a recursion, which is one group.
const MOST_CALLS = 64;

/** The functions of the user, and the iterations of loops, that are running. */
export class UserCalls {
  /** Updated by compiled code itself: a call of ours would take room on a stack that user code may fill. */
  current: LiveCall | undefined;

  /** The calls that are running now, outermost first. */
  running(): SourceCall[] {
    const calls: SourceCall[] = [];
    for (let call = this.current; call; call = call.caller) calls.push(call);
    return calls.reverse().slice(0, MOST_CALLS);
  }
}
