import { describe, expect, it } from 'vitest';
import { sizeFinder } from '../../../../src/shared/network/fittingSizes';

interface Map {
  readonly extents: readonly number[];
  readonly inputs: readonly Map[];
}
const read = { extents: ({ extents }: Map) => extents, inputs: ({ inputs }: Map) => inputs };
const map = (extents: readonly number[], ...inputs: Map[]): Map => ({ extents, inputs });
const halved = (x: Map): Map =>
  map(
    x.extents.map((extent) => Math.floor(extent / 2)),
    x,
  );
const doubled = (x: Map): Map =>
  map(
    x.extents.map((extent) => extent * 2),
    x,
  );

/** Four poolings, of which the last is undone. */
const pooled = (...extents: number[]): Map => doubled(halved(halved(halved(halved(map(extents))))));

describe('sizes that the downsamplings of a network divide', () => {
  it('are the next multiples of all of them together', () => {
    const sizes = { multiple: 16, given: [350, 525], fits: [352, 528] };
    expect(sizeFinder(read)(pooled(350, 525))).toEqual(sizes);
    expect(sizeFinder(read)(pooled(224, 320))).toBeUndefined();
  });

  it('count the deepest way into a merge', () => {
    const x = map([222]);
    const deep = doubled(halved(halved(x)));
    const merged = map([111], halved(x), map([111], deep));
    expect(sizeFinder(read)(merged)).toBeUndefined();
    expect(sizeFinder(read)(map([110], deep, deep))).toMatchObject({ multiple: 4, fits: [224] });
  });

  it('are told of a network that is deeper than the stack', () => {
    let x = map([222]);
    for (let i = 0; i < 20_000; i++) x = map([222], x);
    expect(sizeFinder(read)(halved(halved(x)))).toMatchObject({ multiple: 4 });
  });

  it('are not known behind a layer that trims the border, or an extent that is not known', () => {
    expect(sizeFinder(read)(pooled(222).inputs[0]!)).toMatchObject({ multiple: 16 });
    const trimmed = map([220], map([222]));
    expect(sizeFinder(read)(doubled(halved(halved(trimmed))))).toBeUndefined();
    const unknown = { ...read, extents: () => [null] };
    expect(sizeFinder(unknown)(pooled(222))).toBeUndefined();
  });
});
