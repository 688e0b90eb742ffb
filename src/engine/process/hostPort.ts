import { Failure } from '../../shared/base/failures';
import type { Frame, Port } from '../../shared/protocol/rpc';

/** The channel to the process that forked this one. */
export interface HostPort extends Port {
  /** Sends a frame; resolves when it has left this process. */
  deliver(frame: Frame): Promise<void>;
  /** Stops receiving before user code runs; the host ends a run by killing the process. */
  stopReading(): void;
}

type Send = (this: unknown, message: unknown, done: (error: Error | null) => void) => boolean;

/**
 * Takes the channel to the host for this module alone: afterwards `process` has no way to send, and
 * user code can neither forge nor read a message. Fails where the process was not forked.
 */
export function takeHostPort(): HostPort {
  const send = Reflect.get(process, 'send') as Send | undefined;
  if (!send) throw new Failure('usage', 'The engine is started by SkipScope, not by hand.');
  // Node's `send` goes through a second method of `process`; both move to an object of our own.
  const channel: object = Object.create(process, {
    _send: { value: Reflect.get(process, '_send') as unknown },
  }) as object;
  for (const name of ['send', '_send', 'disconnect']) Reflect.deleteProperty(process, name);

  const deliver = (frame: Frame): Promise<void> =>
    new Promise((resolve, reject) => {
      send.call(channel, frame, (error) => (error ? reject(error) : resolve()));
    });
  return {
    deliver,
    // Without its host this process ends; the frame has no receiver.
    send: (frame) => void deliver(frame).catch(() => undefined),
    onFrame: (listen) => {
      process.on('message', listen);
      return { dispose: () => process.off('message', listen) };
    },
    onClose: (listen) => {
      const relay = (): void => listen(new Failure('disconnected', 'the host went away'));
      process.on('disconnect', relay);
      return { dispose: () => process.off('disconnect', relay) };
    },
    stopReading: () => {
      process.removeAllListeners('message');
    },
  };
}
