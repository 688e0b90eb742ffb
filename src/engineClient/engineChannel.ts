import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import { engineFrame } from '../shared/protocol/engineFrames';
import { FROM_HOST, TO_HOST } from '../shared/protocol/engineProcess';
import { BrokenChannel, FrameSplitter, SECRET_BYTES, frameHead } from '../shared/protocol/framing';
import type { Frame } from '../shared/protocol/rpc';

/** A small network trains some thousand steps in a second, each with a frame. */
const MOST_FRAMES_IN_A_SECOND = 20_000;

export interface ChannelListener {
  readonly frame: (frame: Frame) => void;
  /** Set once the engine has sent an invalid frame; later output is ignored. */
  readonly broken: () => void;
}

/**
 * The host's end of the pipes to an engine, which may be in the hands of model code: what comes is bounded,
 * and taken only behind the channel's secret and in the shape of a frame.
 */
export class EngineChannel {
  private readonly secret = new Uint8Array(randomBytes(SECRET_BYTES));
  private readonly splitter = new FrameSplitter(this.secret);
  private readonly to: Writable | undefined;
  private isBroken = false;
  private second = 0;
  private framesInSecond = 0;

  constructor(
    child: ChildProcess,
    private readonly listener: ChannelListener,
  ) {
    // A process that could not be started may have no pipes.
    const pipes = child.stdio as ChildProcess['stdio'] | undefined;
    this.to = pipes?.[FROM_HOST] as Writable | undefined;
    const from = pipes?.[TO_HOST] as Readable | undefined;
    // A process that has just ended takes nothing; its exit says so.
    for (const pipe of [this.to, from]) pipe?.on('error', () => undefined);
    from?.on('data', (piece: Buffer) => this.receive(piece));
    this.to?.write(this.secret);
  }

  send(frame: Frame): void {
    if (!this.to?.writable) return;
    const body = serialize(frame);
    this.to.write(frameHead(this.secret, body.length));
    this.to.write(body);
  }

  private receive(piece: Uint8Array): void {
    if (this.isBroken) return;
    const frames: Frame[] = [];
    try {
      for (const bytes of this.splitter.push(piece)) frames.push(this.frameIn(bytes));
    } catch (error) {
      if (!(error instanceof BrokenChannel)) throw error;
      this.isBroken = true;
    }
    // Frames from before the break count.
    frames.forEach(this.listener.frame);
    if (this.isBroken) this.listener.broken();
  }

  private frameIn(bytes: Uint8Array): Frame {
    this.countFrame();
    const frame = engineFrame(deserialized(bytes));
    if (!frame) throw new BrokenChannel('a frame of no known shape');
    return frame;
  }

  private countFrame(): void {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.second) this.framesInSecond = 0;
    this.second = second;
    this.framesInSecond += 1;
    if (this.framesInSecond > MOST_FRAMES_IN_A_SECOND) throw new BrokenChannel('too many frames');
  }
}

function deserialized(bytes: Uint8Array): unknown {
  try {
    return deserialize(bytes);
  } catch {
    throw new BrokenChannel('a frame that cannot be read');
  }
}
