import type { Failure } from '../../src/shared/base/failures';
import type { Disposable } from '../../src/shared/base/lifecycle';
import type { Frame, Port } from '../../src/shared/protocol/rpc';

/** Two ends of a wire in memory. `structuredClone` keeps tests as strict as a real process border. */
export interface PortPair {
  readonly near: Port;
  readonly far: Port;
  /** Ends the connection at both ends. */
  readonly cut: (reason: Failure) => void;
}

export function portPair(): PortPair {
  const nearHears = new Set<(frame: unknown) => void>();
  const farHears = new Set<(frame: unknown) => void>();
  const onCut = new Set<(reason: Failure) => void>();
  const listenIn = <T>(listeners: Set<T>, listen: T): Disposable => {
    listeners.add(listen);
    return { dispose: () => void listeners.delete(listen) };
  };
  const end = (hears: typeof nearHears, other: typeof farHears): Port => ({
    send: (frame: Frame) => {
      const copy: unknown = structuredClone(frame);
      queueMicrotask(() => other.forEach((listen) => listen(copy)));
    },
    onFrame: (listen) => listenIn(hears, listen),
    onClose: (listen) => listenIn(onCut, listen),
  });
  return {
    near: end(nearHears, farHears),
    far: end(farHears, nearHears),
    cut: (reason) => [...onCut].forEach((listen) => listen(reason)),
  };
}
