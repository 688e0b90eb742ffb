import fs from 'node:fs';
import net from 'node:net';
import v8 from 'node:v8';
import { Emitter } from '../../shared/base/emitter';
import { Failure } from '../../shared/base/failures';
import { FROM_HOST, TO_HOST } from '../../shared/protocol/engineProcess';
import { FrameSplitter, SECRET_BYTES, frameHead } from '../../shared/protocol/framing';
import type { Frame, Port } from '../../shared/protocol/rpc';
import { message } from '../../shared/words/message';
import { writeWhole } from '../lock/writeWhole';

/** The channel to the process that started this one. */
export interface HostPort extends Port {
  /** Sends a frame; it has left this process when the call returns. */
  send(frame: Frame): void;
  /** Stops receiving before user code runs; the host ends a run by killing the process. */
  stopReading(): void;
}

// Captured before user code runs, as the writing of the pipe is; model code did not open the descriptor.
const { serialize, deserialize } = v8;
const PAUSE_MS = 5;

/** Fails if this process was not started by a host. */
function expectHost(): void {
  try {
    fs.fstatSync(FROM_HOST);
    fs.fstatSync(TO_HOST);
  } catch {
    throw new Failure('usage', message('process.started-by-hand'));
  }
}

/** Writes all bytes. Once the host is gone they are lost. */
function writeAll(bytes: Uint8Array): void {
  try {
    writeWhole(TO_HOST, bytes, PAUSE_MS);
  } catch {
    // Nobody is left to be told.
  }
}

/** Reads what the host sends, until it is gone. No thread waits in a read, which would keep this process from ending. */
function readPieces(take: (piece: Uint8Array) => void, end: () => void): void {
  const pipe = new net.Socket({ fd: FROM_HOST, readable: true, writable: false });
  pipe.on('data', take);
  pipe.on('error', () => undefined);
  pipe.on('close', end);
}

/**
 * Takes the channel to the host for this module alone. Frames carry a secret that lies in a closure of this
 * function and nowhere else: it comes over the pipe, and stands in no variable of the environment.
 */
export function takeHostPort(): HostPort {
  expectHost();
  const frames = new Emitter<Frame>();
  const closed = new Emitter<Failure>();
  const secret = new Uint8Array(SECRET_BYTES);
  const splitter = new FrameSplitter(secret);
  let known = 0;
  let reading = true;

  const take = (piece: Uint8Array): void => {
    if (!reading) return;
    const head = piece.subarray(0, SECRET_BYTES - known);
    secret.set(head, known);
    known += head.length;
    for (const frame of splitter.push(piece.subarray(head.length))) {
      frames.fire(deserialize(frame) as Frame);
    }
  };
  readPieces(take, () => closed.fire(new Failure('disconnected', 'the host went away')));

  const send = (frame: Frame): void => {
    const body = serialize(frame);
    writeAll(frameHead(secret, body.length));
    writeAll(body);
  };
  return {
    send,
    onFrame: frames.event,
    onClose: closed.event,
    stopReading: () => {
      reading = false;
    },
  };
}
