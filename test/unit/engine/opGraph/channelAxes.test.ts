import { describe, expect, it } from 'vitest';
import { channelAxes, type ChannelStep } from '../../../../src/engine/opGraph/channelAxes';
import {
  aligned,
  indexedAxes,
  reducedAxes,
  reshapedAxes,
  stackedAxes,
  unstackedAxes,
} from '../../../../src/engine/opGraph/operations/channels';
import type { IndexPlace } from '../../../../src/engine/opGraph/operations/settings';

const start: ChannelStep = { operands: [] };
const along = (from: number, axes: readonly (number | undefined)[]): ChannelStep => ({
  operands: [{ from, axes }],
});
const identity = [0, 1, 2, 3];

describe('the axis of the channels', () => {
  it('spreads to what follows and to what led there', () => {
    const convolution: ChannelStep = {
      ...along(1, []),
      own: { input: 1, output: 1 },
    };
    const steps = [start, along(0, identity), convolution, along(2, [0, 2, 3, 1]), start];
    expect(channelAxes(steps)).toEqual([1, 1, 1, 3, undefined]);
  });

  it('is that of the second operand where the first has none', () => {
    const both: ChannelStep = {
      operands: [
        { from: 0, axes: identity },
        { from: 1, axes: identity },
      ],
    };
    const known: ChannelStep = { operands: [], own: { output: 1 } };
    expect(channelAxes([start, known, both])).toEqual([1, 1, 1]);
  });
});

describe('the axes that go on', () => {
  it('are aligned at the end, as broadcasting does', () => {
    expect(aligned.axes([8, 1, 1], [null, 8, 4, 4], undefined)).toEqual([undefined, 0, 1, 2]);
  });

  it('through a reshape are those whose place stays', () => {
    const axes = (from: (number | null)[], to: (number | null)[]) =>
      reshapedAxes.axes(from, to, undefined);
    expect(axes([null, 8, 4, 4], [null, 8, 16])).toEqual([0, 1, undefined]);
    expect(axes([null, 8, 1, 1], [null, 8])).toEqual([0, 1]);
    expect(axes([null, 8, 4, 4], [null, 2, 4, 4, 4])).toEqual([0, undefined, undefined, 2, 3]);
    expect(axes([null, 8, 4, 4], [null, 128])).toEqual([0, undefined]);
  });

  it('of a reduction are the others', () => {
    const settings = { axes: [2, -1], channels: -1 };
    const axes = (keepsAxes: boolean) =>
      reducedAxes.axes([null, 8, 4, 4], keepsAxes ? [null, 8, 1, 1] : [null, 8], {
        ...settings,
        keepsAxes,
      });
    expect(axes(false)).toEqual([0, 1]);
    expect(axes(true)).toEqual([0, 1, 2, 3]);
  });

  it('of an index, of a stack and of its parts', () => {
    const cut: IndexPlace = { kind: 'cut', begin: undefined, end: undefined, step: 1 };
    const places: IndexPlace[] = [cut, { kind: 'index' }, { kind: 'newAxis' }, cut];
    expect(indexedAxes.axes([null, 3, 8, 5], [null, 1, 8, 5], { places })).toEqual([
      0,
      undefined,
      2,
      3,
    ]);
    expect(stackedAxes.axes([null, 8], [null, 2, 8], { axis: 1 })).toEqual([0, undefined, 1]);
    expect(unstackedAxes.axes([null, 2, 8], [null, 8], { axis: 1 })).toEqual([0, 2]);
  });
});
