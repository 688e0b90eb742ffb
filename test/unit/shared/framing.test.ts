import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BrokenChannel,
  FrameSplitter,
  SECRET_BYTES,
  frameHead,
} from '../../../src/shared/protocol/framing';

const secret = Uint8Array.from({ length: SECRET_BYTES }, (_, i) => i + 1);
const framed = (body: Uint8Array, by = secret): Uint8Array =>
  Uint8Array.from([...frameHead(by, body.length), ...body]);
const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const plain = (frames: Iterable<Uint8Array>): number[][] => [...frames].map((each) => [...each]);

/** The frames that come before the stream breaks. */
function until(broken: Iterable<Uint8Array>): number[][] {
  const taken: number[][] = [];
  expect(() => {
    for (const frame of broken) taken.push([...frame]);
  }).toThrow(BrokenChannel);
  return taken;
}

describe('FrameSplitter', () => {
  it('puts frames together, however the stream is cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 6 });
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(70)), (all, cuts) => {
        const splitter = new FrameSplitter(secret);
        let rest = joined(all.map((body) => framed(body)));
        const frames = [...cuts, rest.length].flatMap((cut) => {
          const piece = rest.subarray(0, cut);
          rest = rest.subarray(cut);
          return plain(splitter.push(piece));
        });
        frames.push(...plain(splitter.push(rest)));
        expect(frames).toEqual(all.map((body) => [...body]));
      }),
    );
  });

  it('gives the frames before one without the secret', () => {
    const wrong = framed(Uint8Array.of(9), new Uint8Array(SECRET_BYTES));
    const stream = joined([framed(Uint8Array.of(1, 2)), framed(Uint8Array.of()), wrong]);
    expect(until(new FrameSplitter(secret).push(stream))).toEqual([[1, 2], []]);
  });

  it('takes a frame as large as the largest, and none that is larger', () => {
    const large = (length: number) => framed(new Uint8Array(length));
    expect(plain(new FrameSplitter(secret, 3).push(large(3)))).toHaveLength(1);
    expect(until(new FrameSplitter(secret, 3).push(large(4)))).toEqual([]);
  });
});
