import type { Disposable } from '../../../shared/base/lifecycle';
import type { Port } from '../../../shared/protocol/rpc';

/** What a worker and a worker's parent have in common. */
interface Channel {
  postMessage(message: unknown): void;
  on(event: 'message', listen: (message: unknown) => void): unknown;
  off(event: 'message', listen: (message: unknown) => void): unknown;
}

/** A thread's message channel as a {@link Port}; how it ends differs by side. */
export function portOf(channel: Channel, onClose: Port['onClose']): Port {
  return {
    send: (frame) => channel.postMessage(frame),
    onFrame: (listen): Disposable => {
      channel.on('message', listen);
      return {
        dispose: () => {
          channel.off('message', listen);
        },
      };
    },
    onClose,
  };
}
