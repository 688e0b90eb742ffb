import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalledUnit,
  callGroups,
  type SourceCall,
} from '../../../../../src/engine/tfjs/layersModel/callGroups';
import { groupId } from '../../../../../src/shared/network/network';

const chain = (count: number): number[][] =>
  Array.from({ length: count }, (_, layer) => (layer === 0 ? [] : [layer - 1]));

/** Units of one layer each, by the calls of each, outermost first. */
const unitsOf = (calls: readonly (readonly SourceCall[])[]): CalledUnit[] =>
  calls.map((made, layer) => ({ layers: [layer], calls: made }));

function group(units: readonly CalledUnit[], inputs = chain(units.length)) {
  let made = 0;
  return callGroups(units, inputs, undefined, (name) => groupId(`${name} ${(made += 1)}`));
}

const block1 = { name: 'block' };
const block2 = { name: 'block' };

describe('calls of functions become groups', () => {
  it('of the layers that each call made, two calls apart', () => {
    const { groups, homes } = group(unitsOf([[block1], [block1], [block2], [block2], []]));
    expect(groups.map(({ name, kind, parent }) => [name, kind, parent])).toEqual([
      ['block', 'function', null],
      ['block', 'function', null],
    ]);
    expect(homes).toEqual(['block() 1', 'block() 1', 'block() 2', 'block() 2', undefined]);
  });

  it('that nest like the calls', () => {
    const inner = { name: 'inner' };
    const { groups, homes } = group(unitsOf([[block1], [block1, inner], [block1, inner], []]));
    expect(groups.map(({ name, parent }) => [name, parent])).toEqual([
      ['block', null],
      ['inner', 'block() 1'],
    ]);
    expect(homes).toEqual(['block() 1', 'inner() 2', 'inner() 2', undefined]);
  });

  it('but not where a call made one layer, or all of them', () => {
    const all = { name: 'all' };
    expect(group(unitsOf([[all, block1], [all], [all, block2]])).groups).toEqual([]);
  });

  it('where two calls made the same, for the inner one', () => {
    const wrapper = { name: 'wrapper' };
    const { groups } = group(unitsOf([[wrapper, block1], [wrapper, block1], []]));
    expect(groups.map(({ name, parent }) => [name, parent])).toEqual([['block', null]]);
  });

  it('once for a function that calls itself', () => {
    const again = { name: 'block' };
    const { groups } = group(unitsOf([[block1], [block1, again], [block1, again], []]));
    expect(groups).toHaveLength(1);
  });

  it('of iterations, with their number, and with the line where there are two loops', () => {
    const round = (iteration: number, line: number) => ({ name: 'iteration', iteration, line });
    const [first, second] = [round(1, 7), round(2, 7)];
    const one = group(unitsOf([[first], [first], [second], [second], []])).groups;
    expect(one.map(({ name, kind }) => [name, kind])).toEqual([
      ['iteration 1', 'iteration'],
      ['iteration 2', 'iteration'],
    ]);
    const inner = round(1, 8);
    const two = group(unitsOf([[first], [first, inner], [first, inner], []])).groups;
    expect(two.map(({ name, parent }) => [name, parent])).toEqual([
      ['iteration 1, line 7', null],
      ['iteration 1, line 8', 'iteration 1, line 7 1'],
    ]);
  });

  it('for the function, where it and an iteration made the same, whichever is within', () => {
    const round = { name: 'iteration', iteration: 1, line: 7 };
    for (const calls of [
      [block1, round],
      [round, block1],
    ]) {
      expect(group(unitsOf([calls, calls, []])).groups.map(({ name }) => name)).toEqual(['block']);
    }
  });

  it('not where something outside reads a part before the whole is there', () => {
    // 0 and 2 are of one call, and 1 stands between them.
    expect(group(unitsOf([[block1], [], [block1], []]), [[], [0], [1], [2]]).groups).toEqual([]);
    // Two towers whose layers take turns.
    const towers = unitsOf([[], [block1], [block2], [block1], [block2], []]);
    expect(group(towers, [[], [0], [0], [1], [2], [3, 4]]).groups).toHaveLength(2);
  });
});

/** A random tree of calls over layers in a row, and random earlier layers that each reads. */
const programs = fc
  .array(
    fc.record({
      leave: fc.nat({ max: 3 }),
      enter: fc.array(fc.constantFrom('block', 'stage', 'conv', 'iteration'), { maxLength: 2 }),
      reads: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    let running: SourceCall[] = [];
    const inputs: number[][] = [];
    const units = steps.map(({ leave, enter, reads }, layer): CalledUnit => {
      const entered = enter.map((name) =>
        name === 'iteration' ? { name, iteration: layer, line: layer % 3 } : { name },
      );
      running = [...running.slice(0, Math.max(0, running.length - leave)), ...entered];
      inputs.push(reads.map((back) => layer - 1 - back).filter((producer) => producer >= 0));
      return { layers: [layer], calls: running };
    });
    return { units, inputs };
  });

describe('groups of any calls', () => {
  it('nest, hold each layer once, and can stand in the place of their layers', () => {
    fc.assert(
      fc.property(programs, ({ units, inputs }) => {
        const { groups, homes } = group(units, inputs);
        const known = new Map(groups.map((one) => [one.id, one]));
        expect(known.size).toBe(groups.length);
        for (const { id } of groups) {
          const inside = homes.flatMap((home, layer) => {
            let at = home === undefined ? undefined : known.get(home);
            while (at && at.id !== id) at = at.parent === null ? undefined : known.get(at.parent);
            return at ? [layer] : [];
          });
          expect(inside.length).toBeGreaterThan(1);
          expect(inside.length).toBeLessThan(units.length);
          const readEarly = inputs.some(
            (producers, reader) =>
              !inside.includes(reader) &&
              reader < Math.max(...inside) &&
              producers.some((producer) => inside.includes(producer)),
          );
          expect(readEarly).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});
