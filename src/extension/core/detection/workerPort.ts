import type { Disposable } from '../../../shared/base/lifecycle';
import type { Port } from '../../../shared/protocol/rpc';

/** The common part of a worker and a worker's parent. */
interface Channel {
  postMessage(message: unknown): void;
  on(event: 'message', listen: (message: unknown) => void): unknown;
  off(event: 'message', listen: (message: unknown) => void): unknown;
}

/** A thread's message channel as a {@link Port}; its two sides end differently. */
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
