import fs from 'node:fs';
import net from 'node:net';
import { FROM_HELPER, TO_HELPER } from '../../../../shared/protocol/engineProcess';
import { writeWhole } from '../../../lock/writeWhole';

/** One message of a helper: JSON, and the bytes behind it. */
export interface Message {
  readonly message: unknown;
  readonly bytes: Uint8Array;
}

/** The pipes to the helper, which the host started beside this process. */
export interface HelperPipe {
  send(message: object, bytes?: readonly Uint8Array[]): void;
  /** The next message; rejects once the helper is gone. */
  receive(): Promise<Message>;
  close(): void;
}

/** The helper ended, or it broke its channel. */
export class HelperGone extends Error {}

const HEAD_BYTES = 8;
const LARGEST_MESSAGE = 256 * 1024 * 1024;
const PAUSE_MS = 0.2;

// Captured before user code runs: no replaceable function stands between this module and the pipe.
const { closeSync } = fs;

/** A full pipe takes the rest later: the helper reads whatever it is sent. */
function writeAll(bytes: Uint8Array): void {
  try {
    writeWhole(TO_HELPER, bytes, PAUSE_MS);
  } catch {
    throw new HelperGone('it ended');
  }
}

function head(text: number, bytes: number): Uint8Array {
  const made = new Uint8Array(HEAD_BYTES);
  const view = new DataView(made.buffer);
  view.setUint32(0, text, true);
  view.setUint32(4, bytes, true);
  return made;
}

/** Puts messages together from pieces of the stream. */
class Pieces {
  private pieces: Uint8Array[] = [];
  private held = 0;

  push(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.held += piece.length;
  }

  /** The next whole message, if all of it is there. */
  next(): Message | undefined {
    if (this.held < HEAD_BYTES) return undefined;
    const all = this.joined();
    const view = new DataView(all.buffer, all.byteOffset);
    const [text, bytes] = [view.getUint32(0, true), view.getUint32(4, true)];
    const whole = HEAD_BYTES + text + bytes;
    if (whole > LARGEST_MESSAGE) throw new HelperGone('a message without an end');
    if (all.length < whole) return undefined;
    this.pieces = [all.subarray(whole)];
    this.held = all.length - whole;
    const json = new TextDecoder().decode(all.subarray(HEAD_BYTES, HEAD_BYTES + text));
    return {
      message: JSON.parse(json) as unknown,
      bytes: all.slice(HEAD_BYTES + text, whole),
    };
  }

  private joined(): Uint8Array {
    const [only, ...others] = this.pieces;
    if (only && others.length === 0) return only;
    const all = new Uint8Array(this.held);
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    this.pieces = [all];
    return all;
  }
}

interface Waiting {
  readonly resolve: (message: Message) => void;
  readonly reject: (reason: Error) => void;
}

class Inbox {
  private readonly pieces = new Pieces();
  private waiting: Waiting | undefined;
  private gone: Error | undefined;

  take(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.deliver();
  }

  end(reason: Error): void {
    this.gone ??= reason;
    this.waiting?.reject(this.gone);
    this.waiting = undefined;
  }

  receive(): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.deliver();
      if (this.gone) this.end(this.gone);
    });
  }

  private deliver(): void {
    if (!this.waiting) return;
    try {
      const message = this.pieces.next();
      if (!message) return;
      this.waiting.resolve(message);
      this.waiting = undefined;
    } catch (error) {
      this.end(error instanceof Error ? error : new HelperGone(String(error)));
    }
  }
}

/** Takes the pipes to the helper. Call once, before user code runs. */
export function openHelperPipe(): HelperPipe {
  const inbox = new Inbox();
  const socket = new net.Socket({ fd: FROM_HELPER, readable: true, writable: false });
  socket.on('data', (piece) => inbox.take(piece));
  socket.on('error', () => undefined);
  socket.on('close', () => inbox.end(new HelperGone('it ended')));
  // The process ends with its run, whether or not its helper is there.
  socket.unref();
  return {
    send: (message, bytes = []) => {
      const text = new TextEncoder().encode(JSON.stringify(message));
      const size = bytes.reduce((sum, { length }) => sum + length, 0);
      for (const part of [head(text.length, size), text, ...bytes]) writeAll(part);
    },
    receive: () => inbox.receive(),
    close: () => {
      socket.destroy();
      closeSync(TO_HELPER);
    },
  };
}
