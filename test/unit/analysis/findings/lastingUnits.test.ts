import { expect, it } from 'vitest';
import { codesOf, findingsOf, graphOf, layer, messageOf, operations, probeOf } from './builders';

const network = graphOf([
  layer('input', operations.input),
  layer('l1', operations.dense, { inputs: ['input'] }),
  layer('relu', operations.relu, { inputs: ['l1'] }),
]);

/** One seed, in whose steps these shares of units are dead. */
function codesFor(shares: readonly number[]): string[] {
  const probe = probeOf({ relu: { activation: { deadShare: shares.at(-1)! } } }, { seeds: 1 });
  const layers = probe.layers.map((each) => ({
    ...each,
    history: { ...each.history, deadShare: [shares] },
  }));
  return codesOf(findingsOf(network, { ...probe, layers }));
}

it('units are dead that are so in the last step and the one before', () => {
  expect(codesFor([1, 1, 1])).toEqual(['dead-relu']);
  expect(codesFor([0.1, 1, 1])).toEqual(['dead-relu']);
  expect(codesFor([1])).toEqual(['dead-relu']);
});

it('a layer that one step leaves out at random is not dead', () => {
  expect(codesFor([0.1, 0.1, 1])).toEqual([]);
  expect(codesFor([1, 1, 0.1])).toEqual([]);
});

it('a layer that dies in one draw of three is told with its share, as a remark', () => {
  const of = (...seeds: number[][]) => {
    const probe = probeOf({ relu: { activation: { deadShare: 0 } } }, { seeds: seeds.length });
    const layers = probe.layers.map((each) => ({
      ...each,
      history: { ...each.history, deadShare: seeds },
    }));
    return findingsOf(network, { ...probe, layers });
  };
  const [finding, ...others] = of([0, 0], [1, 1], [0, 0]);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    code: 'dead-relu',
    severity: 'info',
    evidence: { deadDraws: { draws: 1, of: 3 } },
  });
  expect(messageOf(finding)).toContain('1 of 3 draws');
  expect(of([0, 0], [0.9, 1], [0, 0])).toEqual([]);
});
