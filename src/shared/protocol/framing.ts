/**
 * Frames on a stream of bytes: the secret of the channel, the length of the frame, the frame. Whoever does not
 * know the secret cannot write one.
 */

export const SECRET_BYTES = 32;
const LENGTH_BYTES = 4;
const HEAD_BYTES = SECRET_BYTES + LENGTH_BYTES;

/** A report of a network with some 100,000 layers takes about as much. */
const LARGEST_FRAME = 256 * 1024 * 1024;

/** The bytes that go before a frame of this length. */
export function frameHead(secret: Uint8Array, length: number): Uint8Array {
  // Not a Buffer: the memory that small ones share can be read by anybody.
  const head = new Uint8Array(HEAD_BYTES);
  head.set(secret);
  new DataView(head.buffer).setUint32(SECRET_BYTES, length);
  return head;
}

/** Thrown for bytes that are not a frame of this channel. */
export class BrokenChannel extends Error {}

/** Puts frames together from pieces of a stream. */
export class FrameSplitter {
  private pieces: Uint8Array[] = [];
  private held = 0;
  /** The length of the frame that is being received; absent before its head is there. */
  private length: number | undefined;

  constructor(
    private readonly secret: Uint8Array,
    private readonly largest = LARGEST_FRAME,
  ) {}

  /** Gives the frames that a piece completes, in order. Throws {@link BrokenChannel} if one is none. */
  *push(piece: Uint8Array): Generator<Uint8Array> {
    this.pieces.push(piece);
    this.held += piece.length;
    for (let frame = this.next(); frame; frame = this.next()) yield frame;
  }

  private next(): Uint8Array | undefined {
    if (this.length === undefined) {
      if (this.held < HEAD_BYTES) return undefined;
      this.length = this.lengthIn(this.take(HEAD_BYTES));
    }
    if (this.held < this.length) return undefined;
    const frame = this.take(this.length);
    this.length = undefined;
    return frame;
  }

  private lengthIn(head: Uint8Array): number {
    if (!this.secret.every((byte, index) => byte === head[index])) {
      throw new BrokenChannel('a frame without the secret');
    }
    const length = new DataView(head.buffer, head.byteOffset).getUint32(SECRET_BYTES);
    if (length > this.largest) throw new BrokenChannel('a frame without an end');
    return length;
  }

  /** The first bytes of what is held; copied only if they span pieces. */
  private take(count: number): Uint8Array {
    const [first] = this.pieces;
    this.held -= count;
    if (first && first.length >= count) {
      this.pieces[0] = first.subarray(count);
      if (first.length === count) this.pieces.shift();
      return first.subarray(0, count);
    }
    return this.joined(count);
  }

  private joined(count: number): Uint8Array {
    const whole = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const piece = this.pieces.shift();
      if (!piece) break;
      const part = piece.subarray(0, count - filled);
      whole.set(part, filled);
      filled += part.length;
      if (part.length < piece.length) this.pieces.unshift(piece.subarray(part.length));
    }
    return whole;
  }
}
